package org.example.roboconf.socket.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.model.MachineKey;
import org.example.roboconf.socket.internal.Frame.Kind;

/** The accounts of agents: the broker is told of them on a connection that lasts as long as the call. */
final class SocketAccounts implements Accounts {

    private final SocketSettings settings;

    SocketAccounts(SocketSettings settings) {
        this.settings = settings;
    }

    @Override
    public void ensure(Collection<Account> accounts) throws IOException {
        tell(accounts.stream()
                .map(account -> Frame.of(
                        Kind.ENSURE,
                        account.machine().value(),
                        account.application(),
                        account.password(),
                        Boolean.toString(account.external())))
                .toList());
    }

    @Override
    public void revoke(Collection<MachineKey> machines) throws IOException {
        tell(List.of(Frame.of(
                Kind.REVOKE, 0, machines.stream().map(MachineKey::value).toList())));
    }

    private void tell(List<Frame> frames) throws IOException {
        try (Socket socket = new Socket(settings.host(), settings.port());
                Line line = new Line(socket, "roboconf-socket-accounts")) {
            line.offer(Frame.of(Kind.HELLO, settings.account(), settings.password()));
            expect(line, Kind.WELCOME);
            for (Frame frame : frames) {
                line.offer(frame);
                expect(line, Kind.DONE);
            }
        } catch (IOException e) {
            throw new IOException("The accounts of agents cannot be changed by " + settings + ": " + e.getMessage(), e);
        }
    }

    private static void expect(Line line, Kind kind) throws IOException {
        Frame answer = line.read();
        if (answer.kind() != kind) {
            throw new IOException(String.join(" ", answer.words()));
        }
    }

    @Override
    public Map<String, String> settingsFor(Account account) {
        return Map.of(
                "host", settings.host(),
                "port", Integer.toString(settings.port()),
                "username", account.machine().value(),
                "password", account.password());
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
