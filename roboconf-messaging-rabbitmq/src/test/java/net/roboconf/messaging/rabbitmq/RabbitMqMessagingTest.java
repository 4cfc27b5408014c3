package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.BareClient;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import net.roboconf.messaging.rabbitmq.testing.SharedRabbit;
import net.roboconf.testkit.messaging.MessagingLossContract;
import net.roboconf.testkit.messaging.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, with RabbitMQ behind a line that can be cut; agents have accounts of their own. */
@ExtendWith(SharedRabbit.class)
class RabbitMqMessagingTest extends MessagingLossContract {

    private final RabbitMqMessaging provider = new RabbitMqMessaging();
    private final TcpProxy line;
    private final Map<String, String> settings;
    private final Accounts accounts;
    private BareClient bare;

    RabbitMqMessagingTest(RabbitNode node) {
        line = new TcpProxy(node.port());
        settings = new HashMap<>(node.settings());
        settings.put("port", Integer.toString(line.port()));
        accounts = provider.accounts(settings);
    }

    @Override
    protected void endBroker() {
        if (bare != null) {
            bare.close();
        }
        accounts.close();
        line.close();
    }

    @Override
    protected Messaging connect(Participant self, MessagingListener listener) {
        if (self instanceof Participant.Agent agent) {
            return provider.open(self, accountOf(agent.machine(), agent.application()), listener);
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return provider.open(self, accountOf(blobs.machine(), blobs.application()), listener);
        }
        return provider.open(self, settings, listener);
    }

    private Map<String, String> accountOf(MachineKey machine, String application) {
        try {
            Accounts.Account account = new Accounts.Account(machine, application, "secret of " + machine, true);
            accounts.ensure(List.of(account));
            return accounts.settingsFor(account);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BareClient bare(Participant.Agent sender) {
        if (bare == null) {
            bare = new BareClient(accountOf(sender.machine(), sender.application()));
        }
        return bare;
    }

    @Override
    protected void sayAnything(Participant.Agent sender, Address to, byte[] bytes) {
        bare(sender).say(sender, to, bytes);
    }

    @Test
    void a_form_that_this_version_does_not_read_is_set_aside() {
        openManager();
        openAgent(one, oneHears);
        Participant.Agent self = new Participant.Agent(one, app);

        bare(self).say(self, new Address.Manager(), "application/cbor", new byte[] {1, 2});
        bare(self).say(self, new Address.Manager(), null, new byte[] {1, 2});

        managerHears.awaitRejections(2);
        assertThat(managerHears.rejected())
                .allMatch(message -> message.problem() == RejectedMessage.Problem.UNKNOWN_VERSION);
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

    @Test
    void closing_is_prompt_when_the_broker_hangs() {
        openManager();
        openAgent(one, oneHears);
        line.freeze();

        closeAll();

        managerHears.await(() -> threads().isEmpty(), "the end of all threads");
    }

    @Test
    void a_broker_that_hangs_is_given_up() {
        openManager();
        line.freeze();

        managerHears.awaitLosses(1);
    }
}
