package net.roboconf.agent.internal.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;

/** {@code tcp HOST:PORT}: a server accepts connections. */
final class TcpProbe implements BuiltInHandler {

    @Override
    public String handler() {
        return "tcp";
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure {
        BuiltInProbe.Tcp wanted = (BuiltInProbe.Tcp) wanted(text);
        InetSocketAddress place = new InetSocketAddress(wanted.host(), wanted.port());
        if (place.isUnresolved()) {
            throw new ProbeFailure("a server there", "that no host has this name");
        }
        try (Socket socket = new Socket()) {
            socket.connect(place, Limits.millis(context));
        } catch (IOException e) {
            throw new ProbeFailure("a server there that accepts connections", "'" + e.getMessage() + "'");
        }
    }
}
