package net.roboconf.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the messaging promises while its broker is there. Each test has names of its own on the broker, so that tests may
 * share one. {@link MessagingLossContract} says what holds when the broker goes away, {@link MessagingProviderContract}
 * what the service itself promises.
 */
public abstract class MessagingContract {

    private final List<Messaging> opened = new ArrayList<>();
    private final String mark = Long.toUnsignedString(System.nanoTime(), 36);

    /** The name of this test's application: one that no broker takes as it is. */
    protected final String app = "My application, 1.0 – Größe * # /" + mark;

    protected final MachineKey one = new MachineKey("one-" + mark);
    protected final MachineKey two = new MachineKey("two_" + mark);
    protected final RecordingListener managerHears = new RecordingListener();
    protected final RecordingListener oneHears = new RecordingListener();
    protected final RecordingListener twoHears = new RecordingListener();

    /** Opens a place for the Deployment Manager, or for an agent that has an account of its own. */
    protected abstract Messaging connect(Participant self, MessagingListener listener);

    /**
     * Says anything, as somebody would who has the account of an agent and is no part of Roboconf.
     *
     * @param sender the agent whose account it is, {@link #connect connected} before
     */
    protected abstract void sayAnything(Participant.Agent sender, Address to, byte[] bytes);

    /** What the names of all threads of this messaging begin with, so that one that is left can be told from others. */
    protected abstract String threadPrefix();

    /** Opens a place that is closed after the test. */
    protected final Messaging open(Participant self, MessagingListener listener) {
        Messaging messaging = connect(self, listener);
        opened.add(messaging);
        return messaging;
    }

    /** The Deployment Manager, connected, serving the test's application. */
    protected final Messaging openManager() {
        Messaging manager = open(new Participant.Manager(1), managerHears);
        manager.serve(Set.of(app));
        managerHears.awaitConnections(1);
        return manager;
    }

    /** An agent of the test's application, connected. */
    protected final Messaging openAgent(MachineKey machine, RecordingListener listener) {
        Messaging agent = open(new Participant.Agent(machine, app), listener);
        listener.awaitConnections(1);
        return agent;
    }

    @AfterEach
    void end() {
        closeAll();
        endBroker();
    }

    /** Closes all places that were opened. */
    protected final void closeAll() {
        opened.forEach(Messaging::close);
    }

    /** Lets go of what a test was given; called after each, when all places are closed. */
    protected void endBroker() {}

    /** A message that is told from others by its id. */
    protected final Call call(String id) {
        return new Call(id, one, new Call.Ping());
    }

    private Address importersOf(String prefix) {
        return new Address.Importers(ExportsSubject.inside(app, prefix));
    }

    private Address exportersOf(String prefix) {
        return new Address.Exporters(ExportsSubject.inside(app, prefix));
    }

    private Subscription exportsOf(String prefix) {
        return new Subscription.ExportsOf(ExportsSubject.inside(app, prefix));
    }

    private Subscription asksFor(String prefix) {
        return new Subscription.AsksFor(ExportsSubject.inside(app, prefix));
    }

    @Test
    void each_address_reaches_those_it_names_and_nobody_else() {
        Messaging manager = openManager();
        Messaging agent = openAgent(one, oneHears);
        openAgent(two, twoHears);

        manager.publish(new Address.Machine(one), call("order"));
        manager.publish(new Address.Everyone(app), call("verdict"));
        manager.publish(new Address.Machine(two), call("end"));
        agent.publish(new Address.Manager(), call("report"));
        agent.publish(new Address.Importer(ExportsSubject.inside(app, "P"), two), call("peer"));

        oneHears.awaitDeliveries(2);
        twoHears.awaitDeliveries(3);
        managerHears.awaitDeliveries(1);
        assertThat(oneHears.ids()).containsExactly("order", "verdict");
        assertThat(twoHears.ids()).containsExactlyInAnyOrder("verdict", "end", "peer");
        assertThat(managerHears.ids()).containsExactly("report");
    }

    @Test
    void messages_to_one_address_arrive_in_order() {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        List<String> ids = IntStream.range(0, 3_000).mapToObj(Integer::toString).toList();

        ids.forEach(id -> manager.publish(new Address.Machine(one), call(id)));

        oneHears.awaitDeliveries(ids.size());
        assertThat(oneHears.ids()).isEqualTo(ids);
    }

    @Test
    void a_subscription_is_in_force_before_what_is_published_after_it() {
        openManager();
        Messaging importer = openAgent(one, oneHears);
        Messaging[] exporter = {null};
        RecordingListener answers = new RecordingListener() {
            @Override
            public void received(Delivery delivery) {
                super.received(delivery);
                exporter[0].publish(importersOf("P"), delivery.message());
            }
        };
        exporter[0] = openAgent(two, answers);
        exporter[0].subscribe(Set.of(asksFor("P")));
        // Its own ask comes back when its subscription is in force.
        exporter[0].publish(exportersOf("P"), call("warm-up"));
        answers.awaitDeliveries(1);

        importer.subscribe(Set.of(exportsOf("P")));
        importer.publish(exportersOf("P"), call("ask"));

        oneHears.awaitId("ask");
    }

    @Test
    void only_what_is_subscribed_to_is_heard() {
        openManager();
        Messaging agent = openAgent(one, oneHears);
        agent.subscribe(Set.of(exportsOf("MySQL"), asksFor("Tomcat")));
        agent.subscribe(Set.of(asksFor("Tomcat"), exportsOf("Load balanced!")));

        agent.publish(importersOf("MySQL"), call("not any more"));
        agent.publish(exportersOf("MySQL"), call("never"));
        agent.publish(importersOf("Tomcat"), call("never"));
        agent.publish(importersOf("Load"), call("never"));
        agent.publish(exportersOf("Tomcat"), call("ask"));
        agent.publish(importersOf("Load balanced!"), call("exports"));

        oneHears.awaitDeliveries(2);
        assertThat(oneHears.ids()).containsExactlyInAnyOrder("ask", "exports");
    }

    @Test
    void applications_do_not_hear_each_other() {
        Messaging manager = openManager();
        manager.serve(Set.of(app, app + "2"));
        Messaging agent = openAgent(one, oneHears);
        agent.subscribe(Set.of(exportsOf("P")));
        Messaging stranger = open(new Participant.Agent(two, app + "2"), twoHears);
        stranger.subscribe(Set.of(new Subscription.ExportsOf(ExportsSubject.inside(app + "2", "P"))));
        twoHears.awaitConnections(1);

        stranger.publish(new Address.Importers(ExportsSubject.inside(app + "2", "P")), call("theirs"));
        manager.publish(new Address.Everyone(app + "2"), call("their verdict"));
        agent.publish(importersOf("P"), call("ours"));
        manager.publish(new Address.Everyone(app), call("our verdict"));

        oneHears.awaitDeliveries(2);
        twoHears.awaitDeliveries(2);
        assertThat(oneHears.ids()).containsExactlyInAnyOrder("ours", "our verdict");
        assertThat(twoHears.ids()).containsExactlyInAnyOrder("theirs", "their verdict");
    }

    @Test
    void applications_hear_each_other_about_what_is_external() {
        String theirs = app + "2";
        Messaging manager = openManager();
        manager.serve(Set.of(app, theirs));
        ExportsSubject inside = ExportsSubject.inside(theirs, "P");
        ExportsSubject external = ExportsSubject.external(theirs, "P");
        Messaging importer = openAgent(one, oneHears);
        importer.subscribe(Set.of(new Subscription.ExportsOf(external)));
        Messaging exporter = open(new Participant.Agent(two, theirs), twoHears);
        exporter.subscribe(Set.of(new Subscription.AsksFor(external)));
        twoHears.awaitConnections(1);
        importer.publish(new Address.Manager(), call("in force"));
        exporter.publish(new Address.Manager(), call("in force, too"));
        managerHears.awaitDeliveries(2);

        importer.publish(new Address.Exporters(external), call("ask"));
        importer.publish(new Address.Exporter(external, two), call("acknowledgement"));
        twoHears.awaitDeliveries(2);
        exporter.publish(new Address.Importers(inside), call("not for others"));
        exporter.publish(new Address.Importers(ExportsSubject.external(theirs, "Q")), call("another prefix"));
        exporter.publish(new Address.Importers(external), call("exports"));
        exporter.publish(new Address.Importer(external, one), call("answer"));
        oneHears.awaitDeliveries(2);

        assertThat(twoHears.ids()).containsExactlyInAnyOrder("ask", "acknowledgement");
        assertThat(oneHears.ids()).containsExactlyInAnyOrder("exports", "answer");
    }

    @Test
    void agent_hears_nothing_of_an_application_that_it_was_unbound_from() {
        String theirs = app + "2";
        Messaging manager = openManager();
        manager.serve(Set.of(app, theirs));
        ExportsSubject external = ExportsSubject.external(theirs, "P");
        Messaging importer = openAgent(one, oneHears);
        importer.subscribe(Set.of(new Subscription.ExportsOf(external)));
        Messaging exporter = open(new Participant.Agent(two, theirs), twoHears);
        twoHears.awaitConnections(1);
        importer.subscribe(Set.of());
        importer.publish(new Address.Manager(), call("in force"));
        managerHears.awaitDeliveries(1);

        exporter.publish(new Address.Importers(external), call("exports"));
        exporter.publish(new Address.Importer(external, one), call("answer"));
        exporter.publish(new Address.Manager(), call("said"));
        managerHears.awaitDeliveries(2);
        manager.publish(new Address.Machine(one), call("order"));

        oneHears.awaitDeliveries(1);
        assertThat(oneHears.ids()).containsExactly("order");
    }

    @Test
    void the_sender_is_the_account() {
        Messaging manager = openManager();
        Messaging agent = openAgent(one, oneHears);
        Messaging inside = manager.share(new Participant.Agent(two, app), twoHears);
        twoHears.awaitConnections(1);

        agent.publish(new Address.Manager(), call("from outside"));
        inside.publish(new Address.Manager(), call("from inside"));
        manager.publish(new Address.Machine(one), call("order"));
        agent.publish(new Address.Importer(ExportsSubject.inside(app, "P"), two), call("peer"));

        managerHears.awaitDeliveries(2);
        oneHears.awaitDeliveries(1);
        twoHears.awaitDeliveries(1);
        assertThat(managerHears.deliveries().stream()
                        .map(delivery -> ((Call) delivery.message()).id() + " " + delivery.sender()))
                .containsExactlyInAnyOrder("from outside " + one, "from inside " + Delivery.MANAGER);
        assertThat(oneHears.deliveries().get(0).sender()).isEqualTo(Delivery.MANAGER);
        assertThat(twoHears.deliveries().get(0).sender()).isEqualTo(one.value());
    }

    @Test
    void two_connections_of_one_account_both_hear_what_is_for_it() {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        openAgent(one, twoHears);

        manager.publish(new Address.Machine(one), call("order"));

        oneHears.awaitDeliveries(1);
        twoHears.awaitDeliveries(1);
        assertThat(oneHears.ids()).isEqualTo(twoHears.ids()).containsExactly("order");
    }

    @Test
    void every_manager_hears_reports() {
        openManager();
        RecordingListener nextHears = new RecordingListener();
        open(new Participant.Manager(2), nextHears).serve(Set.of(app));
        nextHears.awaitConnections(1);
        Messaging agent = openAgent(one, oneHears);

        agent.publish(new Address.Manager(), call("report"));

        managerHears.awaitDeliveries(1);
        nextHears.awaitDeliveries(1);
    }

    @Test
    void blobs_have_a_channel_of_their_own() {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        RecordingListener servesBlobs = new RecordingListener();
        Messaging serving = open(new Participant.ManagerBlobs(), servesBlobs);
        servesBlobs.awaitConnections(1);
        RecordingListener pullsBlobs = new RecordingListener();
        Messaging pulling = open(new Participant.AgentBlobs(one, app), pullsBlobs);
        pullsBlobs.awaitConnections(1);
        RecordingListener insidePullsBlobs = new RecordingListener();
        Messaging inside = manager.share(new Participant.AgentBlobs(two, app), insidePullsBlobs);
        insidePullsBlobs.awaitConnections(1);

        pulling.publish(new Address.Manager(), call("chunk of one"));
        inside.publish(new Address.Manager(), call("chunk of two"));
        servesBlobs.awaitDeliveries(2);
        serving.publish(new Address.Machine(one), new Reply("r1", one, new Reply.Done()));
        serving.publish(new Address.Machine(two), new Reply("r2", two, new Reply.Done()));

        pullsBlobs.awaitDeliveries(1);
        insidePullsBlobs.awaitDeliveries(1);
        assertThat(servesBlobs.ids()).containsExactlyInAnyOrder("chunk of one", "chunk of two");
        assertThat(pullsBlobs.deliveries().get(0).message()).isEqualTo(new Reply("r1", one, new Reply.Done()));
        assertThat(insidePullsBlobs.deliveries().get(0).message()).isEqualTo(new Reply("r2", two, new Reply.Done()));
        assertThat(oneHears.deliveries()).isEmpty();
        assertThat(managerHears.deliveries()).isEmpty();
    }

    @Test
    void those_who_share_a_connection_talk_to_each_other_like_others() {
        Messaging manager = openManager();
        Messaging first = manager.share(new Participant.Agent(one, app), oneHears);
        Messaging second = manager.share(new Participant.Agent(two, app), twoHears);
        first.subscribe(Set.of(exportsOf("P")));
        second.subscribe(Set.of(exportsOf("P"), asksFor("Q")));
        oneHears.awaitConnections(1);
        twoHears.awaitConnections(1);

        first.publish(exportersOf("Q"), call("ask"));
        second.publish(importersOf("P"), call("exports"));
        manager.publish(new Address.Everyone(app), call("verdict"));

        oneHears.awaitDeliveries(2);
        twoHears.awaitDeliveries(3);
        assertThat(oneHears.ids()).containsExactly("exports", "verdict");
        assertThat(twoHears.ids()).containsExactly("ask", "exports", "verdict");
        assertThat(first.published()).isEqualTo(1);
        assertThat(manager.published()).isEqualTo(3);
    }

    @Test
    void one_who_shares_a_connection_can_leave_while_the_others_stay() {
        Messaging manager = openManager();
        RecordingListener never = new RecordingListener() {
            @Override
            public void received(Delivery delivery) {
                record(delivery);
            }
        };
        Messaging first = manager.share(new Participant.Agent(one, app), never);
        Messaging second = manager.share(new Participant.Agent(two, app), twoHears);
        never.awaitConnections(1);
        twoHears.awaitConnections(1);
        manager.publish(new Address.Everyone(app), call("before"));
        never.awaitDeliveries(1);

        first.close();
        IntStream.range(0, 2_500).forEach(i -> manager.publish(new Address.Everyone(app), call("after")));

        twoHears.awaitDeliveries(2_501);
        assertThat(never.deliveries()).hasSize(1);
        assertThat(first.isConnected()).isFalse();
        assertThat(second.isConnected()).isTrue();
    }

    @Test
    void closing_closes_those_who_share() {
        Messaging manager = openManager();
        Messaging inside = manager.share(new Participant.Agent(one, app), oneHears);
        oneHears.awaitConnections(1);

        manager.close();
        inside.publish(new Address.Manager(), call("too late"));
        inside.close();
        manager.close();

        assertThat(inside.isConnected()).isFalse();
        assertThat(manager.isConnected()).isFalse();
        assertThat(oneHears.events()).containsExactly("connected");
    }

    @Test
    void deliveries_may_be_acknowledged_later_by_another_thread_in_any_order() throws InterruptedException {
        Messaging manager = openManager();
        List<Delivery> open = new ArrayList<>();
        RecordingListener keeps = new RecordingListener() {
            @Override
            public void received(Delivery delivery) {
                record(delivery);
                synchronized (open) {
                    open.add(delivery);
                }
            }
        };
        openAgent(one, keeps);

        for (int round = 1; round <= 20; round++) {
            IntStream.range(0, 200).forEach(i -> manager.publish(new Address.Machine(one), call("m")));
            keeps.awaitDeliveries(200 * round);
            Thread acknowledges = new Thread(() -> {
                synchronized (open) {
                    for (int i = open.size() - 1; i >= 0; i--) {
                        open.get(i).acknowledge();
                        open.get(i).acknowledge();
                    }
                    open.clear();
                }
            });
            acknowledges.start();
            acknowledges.join();
        }

        assertThat(keeps.deliveries()).hasSize(4_000);
    }

    @Test
    void a_message_that_is_too_large_is_unconfirmed_and_harms_nothing() {
        Messaging manager = openManager();
        openAgent(one, oneHears);

        manager.publish(new Address.Machine(one), new Call("x".repeat(17 * 1024 * 1024), one, new Call.Ping()));
        manager.publish(new Address.Machine(one), call("small"));

        oneHears.awaitDeliveries(1);
        managerHears.await(() -> managerHears.unconfirmedIds().size() == 1, "unconfirmed");
        assertThat(oneHears.ids()).containsExactly("small");
        assertThat(managerHears.losses()).isZero();
    }

    @Test
    void a_large_message_arrives_whole() {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        String large = "ä".repeat(1024 * 1024);

        manager.publish(new Address.Machine(one), call(large));

        oneHears.awaitDeliveries(1);
        assertThat(oneHears.ids()).containsExactly(large);
    }

    @Test
    void a_listener_that_fails_hears_the_next_message() {
        Messaging manager = openManager();
        RecordingListener fails = new RecordingListener() {
            @Override
            public void received(Delivery delivery) {
                super.received(delivery);
                throw new IllegalStateException("on purpose");
            }
        };
        openAgent(one, fails);

        manager.publish(new Address.Machine(one), call("first"));
        manager.publish(new Address.Machine(one), call("second"));

        fails.awaitDeliveries(2);
        assertThat(fails.losses()).isZero();
    }

    @Test
    void what_is_no_message_is_set_aside_with_its_reason_and_stops_nothing() {
        openManager();
        Messaging agent = openAgent(one, oneHears);
        Participant.Agent self = new Participant.Agent(one, app);
        byte[] text = "{\"type\":\"call\",\"id\":".getBytes(StandardCharsets.UTF_8);

        agent.publish(new Address.Manager(), call("before"));
        managerHears.awaitId("before");
        sayAnything(self, new Address.Manager(), text);
        sayAnything(self, new Address.Manager(), "{\"type\":\"new\"}".getBytes(StandardCharsets.UTF_8));
        sayAnything(self, new Address.Manager(), new byte[MessageCodec.MAX_BYTES + 1]);
        managerHears.awaitRejections(3);
        agent.publish(new Address.Manager(), call("after"));
        managerHears.awaitId("after");

        assertThat(managerHears.rejected()).extracting(RejectedMessage::sender).containsOnly(one.value());
        assertThat(managerHears.rejected())
                .extracting(RejectedMessage::problem)
                .containsExactlyInAnyOrder(Problem.UNREADABLE, Problem.UNKNOWN_KIND, Problem.TOO_LARGE);
        assertThat(managerHears.rejected())
                .anySatisfy(message -> assertThat(message.bytes()).isEqualTo(text))
                .allSatisfy(message -> assertThat(message.why()).isNotBlank());
        assertThat(managerHears.losses()).isZero();
    }

    @Test
    void agents_set_aside_what_is_no_message_too() {
        openManager();
        Messaging importer = openAgent(one, oneHears);
        openAgent(two, twoHears);
        ExportsSubject subject = ExportsSubject.inside(app, "P");

        // More than a broker hands over without acknowledgement.
        for (int i = 0; i < 1_500; i++) {
            sayAnything(new Participant.Agent(one, app), new Address.Importer(subject, two), new byte[] {'?'});
        }
        importer.publish(new Address.Importer(subject, two), call("good"));

        twoHears.awaitRejections(1_500);
        twoHears.awaitId("good");
        assertThat(twoHears.rejected()).allMatch(message -> message.problem() == Problem.UNREADABLE);
    }

    @Test
    void whoever_hands_over_a_message_can_hear_when_its_place_is_free_again() throws InterruptedException {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        CountDownLatch settled = new CountDownLatch(100);

        for (int i = 0; i < 100; i++) {
            manager.publish(new Address.Machine(one), call("" + i), settled::countDown);
        }

        oneHears.awaitDeliveries(100);
        assertThat(settled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(manager.publishedBytes())
                .as("a call has some dozen bytes")
                .isBetween(manager.published() * 30, manager.published() * 1_000);
    }

    @Test
    void an_application_can_be_served_again() {
        Messaging manager = openManager();
        Messaging inside = manager.share(new Participant.Agent(one, app), oneHears);
        inside.subscribe(Set.of(exportsOf("P")));
        oneHears.awaitConnections(1);

        manager.serve(Set.of());
        manager.serve(Set.of(app));
        inside.publish(importersOf("P"), call("heard"));

        oneHears.awaitDeliveries(1);
    }

    @Test
    void the_last_word_before_closing_is_said() {
        openManager();
        Messaging agent = openAgent(one, oneHears);

        agent.publish(new Address.Manager(), call("last word"));
        agent.close();

        managerHears.awaitId("last word");
    }

    @Test
    void no_thread_is_left_after_closing() {
        Messaging manager = openManager();
        openAgent(one, oneHears);
        manager.share(new Participant.AgentBlobs(two, app), twoHears);
        twoHears.awaitConnections(1);

        closeAll();

        managerHears.await(() -> threads().isEmpty(), "the end of all threads");
    }

    /** The threads of this messaging that are there. */
    protected List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(threadPrefix()))
                .toList();
    }
}
