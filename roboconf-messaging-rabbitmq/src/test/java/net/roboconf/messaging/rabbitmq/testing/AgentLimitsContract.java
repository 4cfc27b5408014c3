package net.roboconf.messaging.rabbitmq.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.RabbitMqMessaging;
import net.roboconf.testkit.messaging.RecordingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a machine that has fallen into wrong hands can do with its account: nothing beyond its own affairs. Tries it with a
 * bare AMQP client.
 */
public abstract class AgentLimitsContract {

    private static final String OURS = "our application";
    private static final String THEIRS = "their application";
    private static final String BOUND = "an application that they are bound to";
    private static final ExportsSubject EXTERNAL = ExportsSubject.external(OURS, "Bank");

    private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);
    private final String mark = Long.toUnsignedString(System.nanoTime(), 36);
    private final MachineKey mine = new MachineKey("mine-" + mark);
    private final MachineKey other = new MachineKey("other-" + mark);
    private final Account account = new Account(mine, OURS, "secret", true);
    private final RecordingListener managerHears = new RecordingListener();
    private final RecordingListener otherHears = new RecordingListener();
    private final List<Connection> connections = new ArrayList<>();
    private Accounts accounts;
    private Messaging manager;

    /** The settings of the Deployment Manager. */
    protected abstract Map<String, String> managerSettings();

    /** The accounts of the broker. */
    protected abstract Accounts accounts();

    @BeforeEach
    void makeAccounts() throws IOException {
        accounts = accounts();
        accounts.ensure(List.of(account, new Account(other, THEIRS, "another secret", true)));
        manager = new RabbitMqMessaging().open(new Participant.Manager(1), managerSettings(), managerHears);
        manager.serve(Set.of(OURS, THEIRS));
        manager.share(new Participant.Agent(other, THEIRS), otherHears)
                .subscribe(Set.of(
                        new Subscription.ExportsOf(EXTERNAL),
                        new Subscription.ExportsOf(ExportsSubject.external(BOUND, "Bank"))));
        managerHears.awaitConnections(1);
        otherHears.awaitConnections(1);
    }

    @AfterEach
    void end() {
        connections.forEach(connection -> connection.abort(1_000));
        manager.close();
        accounts.close();
    }

    private Channel connect(Account as) throws IOException, TimeoutException {
        Map<String, String> settings = accounts.settingsFor(as);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(settings.get("host"));
        factory.setPort(Integer.parseInt(settings.get("port")));
        factory.setUsername(settings.get("username"));
        factory.setPassword(settings.get("password"));
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        connections.add(connection);
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        return channel;
    }

    private static BasicProperties by(String user) {
        return new BasicProperties.Builder()
                .contentType("application/json")
                .userId(user)
                .build();
    }

    private byte[] message(String id) throws MessageFormatException {
        return new MessageCodec().encode(new Call(id, mine, new Call.Ping()));
    }

    /** Publishes, whatever the broker says to it. */
    private void tryToPublish(Route to, BasicProperties properties) throws Exception {
        Channel channel = connect(account);
        try {
            channel.basicPublish(to.exchange(), to.key(), properties, message("forged"));
            channel.waitForConfirms(10_000);
        } catch (IOException | ShutdownSignalException e) {
            assertThat(channel.isOpen()).isFalse();
        }
    }

    /** What comes after what was tried is the first that is heard. */
    private void assertNothingWasHeard() throws Exception {
        // Its refused tries were not on this connection.
        Channel honest = connect(account);
        honest.basicPublish(topology.reports(), mine.value(), by(mine.value()), message("honest"));
        manager.publish(new Address.Machine(other), new Call("honest", other, new Call.Ping()));
        managerHears.awaitDeliveries(1);
        otherHears.awaitDeliveries(1);
        assertThat(managerHears.ids()).containsExactly("honest");
        assertThat(otherHears.ids()).containsExactly("honest");
    }

    private void assertRefusedBinding(Route to) throws Exception {
        Channel channel = connect(account);
        String queue = mine + ".q" + connections.size();
        channel.queueDeclare(queue, false, true, true, null);
        assertThatThrownBy(() -> channel.queueBind(queue, to.exchange(), to.key()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void its_own_affairs_are_allowed() throws Exception {
        Channel channel = connect(account);
        String queue = mine + ".q";
        channel.queueDeclare(queue, false, true, true, null);
        for (Route heard : topology.alwaysHeard(new Participant.Agent(mine, OURS))) {
            channel.queueBind(queue, heard.exchange(), heard.key());
        }
        channel.queueBind(queue, topology.orders(), mine + ".blobs");
        channel.queueBind(queue, topology.exports(OURS), "MySQL");
        channel.queueBind(queue, topology.direct(OURS), "ask.MySQL");
        channel.basicConsume(queue, new DefaultConsumer(channel));
        for (Route to : List.of(
                new Route(topology.reports(), mine.value()),
                new Route(topology.reports(), mine + ".blobs"),
                new Route(topology.exports(OURS), "MySQL"),
                new Route(topology.direct(OURS), "ask.MySQL"),
                new Route(topology.direct(OURS), "to." + other))) {
            channel.basicPublish(to.exchange(), to.key(), by(mine.value()), message("honest"));
        }

        assertThat(channel.waitForConfirms(10_000)).isTrue();
        managerHears.awaitDeliveries(1);
    }

    @Test
    void orders_cannot_be_given() throws Exception {
        tryToPublish(new Route(topology.orders(), other.value()), by(mine.value()));

        assertNothingWasHeard();
    }

    @Test
    void verdicts_cannot_be_given() throws Exception {
        tryToPublish(new Route(topology.orders(), AmqpTopology.everyone(THEIRS)), by(mine.value()));

        assertNothingWasHeard();
    }

    @Test
    void another_machine_cannot_be_reported_for() throws Exception {
        tryToPublish(new Route(topology.reports(), other.value()), by(mine.value()));

        assertNothingWasHeard();
    }

    @Test
    void another_sender_cannot_be_pretended() throws Exception {
        tryToPublish(new Route(topology.reports(), mine.value()), by(other.value()));

        assertNothingWasHeard();
    }

    @Test
    void the_manager_cannot_be_pretended() throws Exception {
        String name = managerSettings().get("username");

        tryToPublish(new Route(topology.reports(), mine.value()), by(name));

        assertNothingWasHeard();
    }

    @Test
    void a_report_without_a_sender_is_not_heard() throws Exception {
        tryToPublish(new Route(topology.reports(), mine.value()), new BasicProperties());

        assertNothingWasHeard();
    }

    @Test
    void agents_of_another_application_cannot_be_spoken_to() throws Exception {
        tryToPublish(new Route(topology.direct(THEIRS), "to." + other), by(mine.value()));
        tryToPublish(new Route(topology.exports(THEIRS), "MySQL"), by(mine.value()));

        assertNothingWasHeard();
    }

    @Test
    void agents_of_other_applications_can_be_spoken_to_about_what_is_external() throws Exception {
        Channel channel = connect(account);
        String queue = mine + ".q";
        channel.queueDeclare(queue, false, true, true, null);
        Participant self = new Participant.Agent(mine, OURS);
        List<Route> heard = new ArrayList<>(topology.bindingsOf(new Subscription.AsksFor(EXTERNAL), self));
        heard.addAll(topology.bindingsOf(new Subscription.ExportsOf(ExportsSubject.external(THEIRS, "P")), self));
        for (Route route : heard) {
            channel.queueBind(queue, route.exchange(), route.key());
        }
        for (Address to : List.of(
                new Address.Importers(EXTERNAL),
                new Address.Importer(EXTERNAL, other),
                new Address.Exporters(ExportsSubject.external(THEIRS, "P")),
                new Address.Exporter(ExportsSubject.external(THEIRS, "P"), other))) {
            Route route = topology.routeTo(to, self);
            channel.basicPublish(route.exchange(), route.key(), by(mine.value()), message("honest"));
        }

        assertThat(heard).hasSize(4);
        assertThat(channel.waitForConfirms(10_000)).isTrue();
        otherHears.awaitDeliveries(2);
    }

    @Test
    void nothing_can_be_stated_or_answered_in_the_name_of_another_application() throws Exception {
        ExportsSubject foreign = ExportsSubject.external(BOUND, "Bank");
        Participant them = new Participant.Agent(mine, BOUND);

        tryToPublish(topology.routeTo(new Address.Importers(foreign), them), by(mine.value()));
        tryToPublish(topology.routeTo(new Address.Importer(foreign, other), them), by(mine.value()));

        assertNothingWasHeard();
    }

    @Test
    void what_agents_of_other_applications_say_to_each_other_cannot_be_overheard() throws Exception {
        Participant them = new Participant.Agent(other, THEIRS);
        ExportsSubject asked = ExportsSubject.external(THEIRS, "P");

        for (Route route : topology.bindingsOf(new Subscription.AsksFor(asked), them)) {
            assertRefusedBinding(route);
        }
        assertRefusedBinding(topology.routeTo(new Address.Importer(EXTERNAL, other), them));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "*", "*.*", "*.*.*", "ack.*", "answer.#", "exports.#", "exports.*.*"})
    void what_is_external_cannot_be_overheard_by_a_pattern(String pattern) throws Exception {
        assertRefusedBinding(new Route(topology.external(), pattern));
    }

    @Test
    void agents_whose_application_has_nothing_external_reach_no_other() throws Exception {
        accounts.ensure(List.of(new Account(mine, OURS, "secret")));

        tryToPublish(
                topology.routeTo(new Address.Importers(EXTERNAL), new Participant.Agent(mine, OURS)), by(mine.value()));
        assertRefusedBinding(new Route(topology.external(), "ack." + mine));
        assertNothingWasHeard();
    }

    @Test
    void queues_cannot_be_written_to_past_the_exchanges() throws Exception {
        Channel channel = connect(new Account(other, THEIRS, "another secret"));
        String queue = other + ".victim";
        channel.queueDeclare(queue, false, true, true, null);

        tryToPublish(new Route("", queue), by(mine.value()));

        assertThat(channel.messageCount(queue)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "*", "*.blobs", "everyone.#"})
    void orders_cannot_be_overheard(String pattern) throws Exception {
        assertRefusedBinding(new Route(topology.orders(), pattern));
    }

    @Test
    void another_machines_orders_cannot_be_overheard() throws Exception {
        assertRefusedBinding(new Route(topology.orders(), other.value()));
        assertRefusedBinding(new Route(topology.orders(), AmqpTopology.everyone(THEIRS)));
    }

    @Test
    void reports_cannot_be_overheard() throws Exception {
        assertRefusedBinding(new Route(topology.reports(), mine.value()));
        assertRefusedBinding(new Route(topology.reports(), "#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to.*", "to.#", "#", "*.*"})
    void what_is_sent_to_a_peer_alone_cannot_be_overheard(String pattern) throws Exception {
        assertRefusedBinding(new Route(topology.direct(OURS), pattern));
        assertRefusedBinding(new Route(topology.direct(OURS), AmqpTopology.to(other)));
    }

    @Test
    void another_application_cannot_be_overheard() throws Exception {
        assertRefusedBinding(new Route(topology.exports(THEIRS), "MySQL"));
        assertRefusedBinding(new Route(topology.direct(THEIRS), "ask.MySQL"));
    }

    @Test
    void another_machines_queue_cannot_be_used() throws Exception {
        Channel owner = connect(new Account(other, THEIRS, "another secret"));
        String queue = other + ".victim";
        // Not exclusive, which would protect it anyway.
        owner.queueDeclare(queue, false, false, true, null);

        Channel consumer = connect(account);
        assertThatThrownBy(() -> consumer.basicConsume(queue, new DefaultConsumer(consumer)))
                .isInstanceOf(IOException.class);
        Channel getter = connect(account);
        assertThatThrownBy(() -> getter.basicGet(queue, true)).isInstanceOf(IOException.class);
        Channel deleter = connect(account);
        assertThatThrownBy(() -> deleter.queueDelete(queue)).isInstanceOf(IOException.class);
        Channel purger = connect(account);
        assertThatThrownBy(() -> purger.queuePurge(queue)).isInstanceOf(IOException.class);
    }

    @Test
    void nothing_else_can_be_made_or_removed() throws Exception {
        Channel queues = connect(account);
        assertThatThrownBy(() -> queues.queueDeclare("q-" + mark, false, true, true, null))
                .isInstanceOf(IOException.class);
        Channel stolen = connect(account);
        assertThatThrownBy(() -> stolen.queueDeclare(mine + "x.q", false, true, true, null))
                .isInstanceOf(IOException.class);
        Channel exchanges = connect(account);
        assertThatThrownBy(() -> exchanges.exchangeDeclare("e-" + mark, "topic"))
                .isInstanceOf(IOException.class);
        Channel removal = connect(account);
        assertThatThrownBy(() -> removal.exchangeDelete(topology.exports(OURS))).isInstanceOf(IOException.class);
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatThrownBy(() -> connect(new Account(mine, OURS, "guess"))).isInstanceOf(IOException.class);
    }

    @Test
    void ensuring_again_changes_the_password() throws Exception {
        Account changed = new Account(mine, OURS, "new secret");
        accounts.ensure(List.of(changed));

        assertThatCode(() -> connect(changed)).doesNotThrowAnyException();
        assertThatThrownBy(() -> connect(account)).isInstanceOf(IOException.class);
    }

    @Test
    void revoking_ends_the_connection_and_lets_none_be_made() throws Exception {
        Connection connection = connect(account).getConnection();
        RecordingListener ended = new RecordingListener();
        connection.addShutdownListener(cause -> ended.disconnected(cause.getMessage()));

        accounts.revoke(List.of(mine, new MachineKey("unknown-" + mark)));

        ended.awaitLosses(1);
        assertThatThrownBy(() -> connect(account)).isInstanceOf(IOException.class);
    }
}
