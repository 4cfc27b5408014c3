package net.roboconf.integration.container;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import net.roboconf.testkit.karaf.KarafDistribution;
import org.ops4j.pax.exam.Option;

/** The archives that this build has made, started with ports that are free. */
final class Distribution {

    private Distribution() {}

    static Option agent() {
        return KarafDistribution.agent(System.getProperty("distribution.agent"));
    }

    static Option dm() {
        return composite(
                KarafDistribution.withFeatures(System.getProperty("distribution.dm")),
                editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", freePort()),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", freePort()),
                // It keeps an agent for up to 20 s, and tests that restart bundles would have to wait for its end.
                editConfigurationFilePut("etc/net.roboconf.dm.cfg", "rehearsal", "false"));
    }

    static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("No free port on the loopback address", e);
        }
    }
}
