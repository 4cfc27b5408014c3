package net.roboconf.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import org.junit.jupiter.api.Test;

/** What the messaging promises when its broker goes away and comes back. */
public abstract class MessagingLossContract extends MessagingContract {

    /** Takes the broker away in the hard way. */
    protected abstract void loseBroker();

    /** Brings the broker back. */
    protected abstract void restoreBroker();

    @Test
    void what_was_wanted_is_in_force_again_after_a_loss() {
        Messaging manager = openManager();
        Messaging inside = manager.share(new Participant.Agent(two, app), twoHears);
        Messaging agent = openAgent(one, oneHears);
        twoHears.awaitConnections(1);
        agent.subscribe(Set.of(new Subscription.ExportsOf(ExportsSubject.inside(app, "old"))));
        loseBroker();
        managerHears.awaitLosses(1);
        oneHears.awaitLosses(1);
        twoHears.awaitLosses(1);

        agent.subscribe(Set.of(new Subscription.ExportsOf(ExportsSubject.inside(app, "P"))));
        inside.subscribe(Set.of(new Subscription.AsksFor(ExportsSubject.inside(app, "Q"))));
        restoreBroker();
        managerHears.awaitConnections(2);
        oneHears.awaitConnections(2);
        twoHears.awaitConnections(2);
        inside.publish(new Address.Importers(ExportsSubject.inside(app, "old")), call("not wanted"));
        inside.publish(new Address.Importers(ExportsSubject.inside(app, "P")), call("exports"));
        agent.publish(new Address.Exporters(ExportsSubject.inside(app, "Q")), call("ask"));
        agent.publish(new Address.Manager(), call("report"));
        manager.publish(new Address.Machine(one), call("order"));

        oneHears.awaitDeliveries(2);
        twoHears.awaitDeliveries(1);
        managerHears.awaitDeliveries(1);
        assertThat(oneHears.ids()).containsExactlyInAnyOrder("exports", "order");
        assertThat(twoHears.ids()).containsExactly("ask");
        assertThat(managerHears.ids()).containsExactly("report");
    }

    @Test
    void what_is_published_without_a_connection_is_unconfirmed_once() {
        Messaging manager = openManager();
        loseBroker();
        managerHears.awaitLosses(1);

        manager.publish(new Address.Machine(one), call("lost"));

        managerHears.await(() -> !managerHears.unconfirmedIds().isEmpty(), "unconfirmed");
        restoreBroker();
        managerHears.awaitConnections(2);
        assertThat(manager.isConnected()).isTrue();
        assertThat(managerHears.unconfirmedIds()).containsExactly("lost");
        assertThat(managerHears.losses()).isEqualTo(1);
    }

    @Test
    void what_is_lost_with_the_connection_is_unconfirmed_once_and_before_the_next_one() {
        Messaging agent = openManager();
        List<String> ids = IntStream.range(0, 4_000).mapToObj(Integer::toString).toList();
        openAgent(one, oneHears);

        ids.forEach(id -> agent.publish(new Address.Machine(one), call(id)));
        loseBroker();
        managerHears.awaitLosses(1);
        restoreBroker();
        managerHears.awaitConnections(2);

        List<String> unconfirmed = managerHears.unconfirmedIds();
        assertThat(unconfirmed).doesNotHaveDuplicates();
        // What the broker had confirmed may have died with it, on its way to the reader; the others are told of.
        Set<String> known = new HashSet<>(unconfirmed);
        known.addAll(oneHears.ids());
        assertThat(ids).containsAll(known);
        List<String> events = new ArrayList<>(managerHears.events());
        int reconnected = events.lastIndexOf("connected");
        assertThat(events.subList(reconnected, events.size())).containsExactly("connected");
    }

    @Test
    void a_broker_that_is_not_there_yet_is_waited_for() {
        loseBroker();
        Messaging manager = open(new Participant.Manager(1), managerHears);
        manager.serve(Set.of(app));
        Messaging agent = open(new Participant.Agent(one, app), oneHears);
        agent.subscribe(Set.of(new Subscription.ExportsOf(ExportsSubject.inside(app, "P"))));
        managerHears.awaitLosses(1);
        oneHears.awaitLosses(1);
        assertThat(manager.isConnected()).isFalse();

        restoreBroker();

        managerHears.awaitConnections(1);
        oneHears.awaitConnections(1);
        agent.publish(new Address.Importers(ExportsSubject.inside(app, "P")), call("exports"));
        oneHears.awaitDeliveries(1);
        assertThat(managerHears.losses()).isEqualTo(1);
    }

    @Test
    void a_participant_can_be_closed_while_the_broker_is_away() {
        loseBroker();
        Messaging manager = open(new Participant.Manager(1), managerHears);
        managerHears.awaitLosses(1);

        manager.close();
        restoreBroker();

        managerHears.await(() -> threads().isEmpty(), "the end of all threads");
        assertThat(managerHears.connections()).isZero();
    }
}
