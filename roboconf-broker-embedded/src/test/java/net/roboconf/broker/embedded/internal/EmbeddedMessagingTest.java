package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.RabbitMqMessaging;
import net.roboconf.messaging.rabbitmq.testing.BareClient;
import net.roboconf.testkit.messaging.MessagingLossContract;
import net.roboconf.testkit.messaging.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with the embedded broker behind a line that can be cut. */
class EmbeddedMessagingTest extends MessagingLossContract {

    private static LocalBroker broker;
    private static Accounts accounts;

    private final RabbitMqMessaging provider = new RabbitMqMessaging();
    private TcpProxy line;
    private BareClient bare;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        broker = LocalBroker.start(folder, 0, new SecureRandom());
        accounts = broker.accounts();
        accounts.ensure(List.of());
    }

    @AfterAll
    static void stop() {
        accounts.close();
        broker.close();
    }

    @BeforeEach
    void connectLine() {
        line = new TcpProxy(Integer.parseInt(broker.managerSettings().get("port")));
    }

    @Override
    protected void endBroker() {
        if (bare != null) {
            bare.close();
        }
        line.close();
    }

    @Override
    protected Messaging connect(Participant self, MessagingListener listener) {
        Map<String, String> settings = new HashMap<>(settingsOf(self));
        settings.put("port", Integer.toString(line.port()));
        return provider.open(self, settings, listener);
    }

    private static Map<String, String> settingsOf(Participant self) {
        if (self instanceof Participant.Agent agent) {
            return accountOf(agent.machine(), agent.application());
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return accountOf(blobs.machine(), blobs.application());
        }
        return broker.managerSettings();
    }

    private static Map<String, String> accountOf(MachineKey machine, String application) {
        try {
            Accounts.Account account = new Accounts.Account(machine, application, "secret of " + machine, true);
            accounts.ensure(List.of(account));
            return accounts.settingsFor(account);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void sayAnything(Participant.Agent sender, Address to, byte[] bytes) {
        if (bare == null) {
            bare = new BareClient(settingsOf(sender));
        }
        bare.say(sender, to, bytes);
    }

    @Override
    protected String threadPrefix() {
        return "roboconf-amqp";
    }

    @Override
    protected void loseBroker() {
        line.cut();
    }

    @Override
    protected void restoreBroker() {
        line.restore();
    }
}
