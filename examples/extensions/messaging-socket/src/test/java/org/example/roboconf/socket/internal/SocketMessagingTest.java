package org.example.roboconf.socket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.testkit.messaging.MessagingLossContract;
import net.roboconf.testkit.messaging.RecordingListener;
import net.roboconf.testkit.messaging.TcpProxy;
import org.junit.jupiter.api.Test;

/** The contract, with a broker behind a line that can be cut; and what its accounts may not do. */
class SocketMessagingTest extends MessagingLossContract {

    private final SocketMessagingProvider provider = new SocketMessagingProvider();
    private final Map<Participant, Messaging> connected = new HashMap<>();
    private final SocketBroker broker;
    private final TcpProxy line;
    private final Accounts accounts;

    SocketMessagingTest() throws IOException {
        broker = new SocketBroker(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "secret of the manager", line -> {});
        line = new TcpProxy(broker.port());
        accounts = provider.accounts(managerSettings(broker.port()));
    }

    private static Map<String, String> managerSettings(int port) {
        return Map.of("host", "127.0.0.1", "port", Integer.toString(port), "password", "secret of the manager");
    }

    @Override
    protected void endBroker() {
        line.close();
        broker.close();
    }

    @Override
    protected String threadPrefix() {
        return "roboconf-socket";
    }

    @Override
    protected Messaging connect(Participant self, MessagingListener listener) {
        Messaging messaging = provider.open(self, settingsOf(self), listener);
        connected.put(self, messaging);
        return messaging;
    }

    private Map<String, String> settingsOf(Participant self) {
        if (self instanceof Participant.Agent agent) {
            return accountOf(agent.machine(), agent.application());
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return accountOf(blobs.machine(), blobs.application());
        }
        return managerSettings(line.port());
    }

    private Map<String, String> accountOf(MachineKey machine, String application) {
        try {
            Accounts.Account account = new Accounts.Account(machine, application, "secret of " + machine, true);
            accounts.ensure(List.of(account));
            Map<String, String> settings = new HashMap<>(accounts.settingsFor(account));
            settings.put("port", Integer.toString(line.port()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void sayAnything(Participant.Agent sender, Address to, byte[] bytes) {
        ((SocketMessaging) connected.get(sender)).sayAnything(to, bytes);
    }

    @Override
    protected void loseBroker() {
        line.cut();
    }

    @Override
    protected void restoreBroker() {
        line.restore();
    }

    @Test
    void a_wrong_password_is_told_of() {
        Map<String, String> settings = new HashMap<>(accountOf(one, app));
        settings.put("password", "guessed");

        try (Messaging stranger = provider.open(new Participant.Agent(one, app), settings, oneHears)) {
            oneHears.awaitLosses(1);
            assertThat(oneHears.events()).singleElement().asString().contains("There is no account");
            assertThat(stranger.isConnected()).isFalse();
        }
    }

    @Test
    void an_agent_that_says_what_is_not_its_to_say_is_cut_off_and_not_heard() {
        openManager();
        Messaging agent = openAgent(one, oneHears);
        openAgent(two, twoHears);

        agent.publish(new Address.Machine(two), call("an order"));
        oneHears.awaitLosses(1);
        oneHears.awaitConnections(2);
        agent.publish(new Address.Importer(ExportsSubject.inside(app, "P"), two), call("peer"));

        twoHears.awaitDeliveries(1);
        assertThat(twoHears.ids()).containsExactly("peer");
        assertThat(oneHears.unconfirmedIds()).containsExactly("an order");
    }

    @Test
    void a_revoked_account_is_cut_off_and_does_not_come_back() throws IOException {
        openManager();
        RecordingListener hears = new RecordingListener();
        Messaging agent = openAgent(one, hears);

        accounts.revoke(List.of(one));

        hears.awaitLosses(1);
        hears.await(() -> !agent.isConnected(), "the end of the connection");
        assertThat(hears.connections()).isEqualTo(1);
    }

    @Test
    void closing_is_prompt_when_the_broker_hangs() {
        openManager();
        openAgent(one, oneHears);
        line.freeze();

        closeAll();

        managerHears.await(() -> threads().isEmpty(), "the end of all threads");
    }
}
