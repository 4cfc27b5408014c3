package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ManagerEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What probes on machines have found is told once, and acknowledged. */
class SignalsTest {

    private static final InstancePath MYSQL = new InstancePath("/db/mysql");

    private final Bench bench = Bench.with(Sketch.lamp(1));
    private FakeAgent db;

    @BeforeEach
    void deploy() {
        bench.deployAll();
        bench.pass(200);
        db = bench.agents.get(bench.key("/db"));
    }

    private void signal(long number, long dropped) {
        signal(db, db.bootId, number, dropped);
    }

    private static void signal(FakeAgent agent, String bootId, long number, long dropped) {
        agent.signals.add(new Signal(
                new SignalNumber(bootId, number), 42, MYSQL, "load-is-high", bootId + " " + number, dropped));
    }

    private List<String> told() {
        return bench.told.stream()
                .filter(event -> event.kind() == ManagerEvent.Kind.SIGNAL)
                .map(ManagerEvent::message)
                .toList();
    }

    private List<String> notices() {
        return bench.told.stream()
                .filter(event -> event.kind() == ManagerEvent.Kind.NOTICE)
                .map(ManagerEvent::message)
                .toList();
    }

    private boolean isAcknowledgement(DmEffect effect) {
        return effect instanceof DmEffect.Send send
                && send.message() instanceof ObservedAsk ask
                && ask.signals() != null;
    }

    private void loseAcknowledgements(boolean lost) {
        bench.deliver = message -> !lost || !(message instanceof ObservedAsk ask) || ask.signals() == null;
    }

    @Test
    void a_signal_is_told_and_acknowledged() {
        signal(1, 0);
        db.observe();

        assertThat(bench.told)
                .filteredOn(event -> event.kind() == ManagerEvent.Kind.SIGNAL)
                .extracting(
                        ManagerEvent::application,
                        ManagerEvent::path,
                        ManagerEvent::signal,
                        ManagerEvent::message,
                        ManagerEvent::at)
                .containsExactly(tuple("shop", MYSQL, "load-is-high", db.bootId + " 1", 42L));
        assertThat(bench.stored.events()).contains(bench.told.get(bench.told.size() - 1));
        assertThat(db.signals).isEmpty();
    }

    @Test
    void without_signals_nothing_is_acknowledged() {
        bench.pass(20_000);

        assertThat(bench.log).noneMatch(this::isAcknowledgement);
    }

    @Test
    void what_is_reported_again_is_told_once_also_by_the_next_manager() {
        loseAcknowledgements(true);
        signal(1, 0);
        db.observe();
        signal(2, 0);
        db.observe();
        bench.restart();
        signal(3, 0);
        db.observe();

        assertThat(told()).containsExactly(db.bootId + " 1", db.bootId + " 2", db.bootId + " 3");
        assertThat(db.signals).hasSize(3);
    }

    @Test
    void an_acknowledgement_that_was_lost_is_repeated_at_the_next_heartbeat() {
        loseAcknowledgements(true);
        signal(1, 0);
        db.observe();
        loseAcknowledgements(false);

        bench.pass(6_000);

        assertThat(db.signals).isEmpty();
        assertThat(told()).hasSize(1);
    }

    @Test
    void a_signal_that_was_not_reported_yet_is_not_acknowledged() {
        signal(1, 0);
        db.heartbeat();

        assertThat(db.signals).hasSize(1);
        assertThat(bench.log).noneMatch(this::isAcknowledgement);
    }

    @Test
    void people_are_told_how_many_were_lost() {
        signal(8, 7);
        db.observe();

        assertThat(notices()).singleElement().satisfies(notice -> assertThat(notice)
                .startsWith("7 signals of this machine"));
        assertThat(told()).containsExactly(db.bootId + " 8");
    }

    @Test
    void what_was_told_before_it_was_dropped_is_not_lost() {
        loseAcknowledgements(true);
        signal(1, 0);
        signal(2, 0);
        db.observe();
        db.signals.clear();
        signal(4, 3);
        db.observe();

        assertThat(notices()).singleElement().satisfies(notice -> assertThat(notice)
                .startsWith("1 signal of this machine"));
        assertThat(told()).hasSize(3);
    }

    @Test
    void a_machine_that_was_wiped_is_heard_though_it_counts_anew() {
        signal(1, 0);
        signal(2, 0);
        db.observe();
        db.bootId = "wiped";
        db.epoch++;
        signal(1, 0);
        db.observe();

        assertThat(told()).endsWith("wiped 1").hasSize(3);
        assertThat(db.signals).isEmpty();
    }

    @Test
    void what_a_machine_and_its_copy_both_remember_is_told_once() {
        loseAcknowledgements(true);
        signal(1, 0);
        FakeAgent copy = bench.twin(db, "copied");
        copy.epoch = db.epoch + 1;
        copy.signals.addAll(db.signals);
        signal(copy, "copied", 1, 0);
        copy.observe();
        db.epoch = copy.epoch + 1;
        signal(2, 0);
        db.observe();

        assertThat(told()).containsExactly(db.bootId + " 1", "copied 1", db.bootId + " 2");
    }

    @Test
    void what_is_remembered_of_a_machine_is_bounded() {
        for (int i = 0; i < 50; i++) {
            db.bootId = "boot-" + i;
            db.epoch++;
            signal(1, 0);
            db.observe();
        }

        assertThat(told()).hasSize(50);
        assertThat(bench.stored.reports().get(db.key).signals()).hasSize(8);
    }
}
