package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.StandBy;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;
import net.roboconf.dm.internal.store.StoreOpener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Deployment Manager, and what it does when the right to act comes and goes. */
class StandByTest {

    @TempDir
    Path folder;

    private final MemoryBroker broker = new MemoryBroker();
    private final MemoryTarget target = new MemoryTarget(broker);
    private final Right right = new Right();
    private DeploymentManager dm;
    private Manager manager;

    /** A store in memory, whose opening waits for the right to act. */
    private final class Right implements StoreOpener {

        private final DmState disk = new DmState();
        private final AtomicReference<Turn> present = new AtomicReference<>();
        private boolean free;
        private boolean cancelled;
        private volatile StandBy standBy;

        synchronized void give() {
            free = true;
            notifyAll();
        }

        /** Takes it away, with or without telling. */
        void take(boolean tell) {
            Turn turn = present.getAndSet(null);
            turn.mine = false;
            if (tell) {
                turn.told.run();
            }
        }

        @Override
        public synchronized StateStore open() throws InterruptedException {
            while (!free) {
                standBy = new StandBy("http://other", "active is http://other");
                if (cancelled) {
                    throw new InterruptedException();
                }
                wait();
            }
            free = false;
            standBy = null;
            present.set(new Turn());
            return present.get();
        }

        @Override
        public Optional<StandBy> standBy() {
            return Optional.ofNullable(standBy);
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            notifyAll();
        }

        private final class Turn implements StateStore {

            private volatile boolean mine = true;
            private volatile Runnable told = () -> {};

            @Override
            public DmState load() {
                DmState copy = new DmState();
                copy.apply(new Change.Term(disk.term()));
                disk.targets().values().forEach(kept -> copy.apply(new Change.PutTarget(kept)));
                return copy;
            }

            @Override
            public void commit(List<Change> changes) throws StoreException {
                if (!mine) {
                    throw new StoreException("another is active", null);
                }
                changes.forEach(disk::apply);
            }

            @Override
            public boolean mayAct() {
                return mine;
            }

            @Override
            public void whenLost(Runnable runnable) {
                told = runnable;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT, right);
        dm.add(target);
        dm.useMessaging(MessagingChoice.Decision.use(broker, Map.of(), null), messaging -> {});
        manager = dm.manager();
    }

    @AfterEach
    void stop() {
        dm.close();
        target.close();
        broker.close();
    }

    private void becomeActive() {
        right.give();
        Until.isTrue(
                "active", () -> manager.status().ready() && manager.status().connected());
    }

    private void untilStandBy() {
        Until.isTrue("stand-by", () -> manager.standBy().isPresent());
    }

    @Test
    void a_stand_by_is_in_no_broker_and_says_who_is_active() {
        untilStandBy();
        assertThat(manager.standBy().get().active()).isEqualTo("http://other");
        assertThat(manager.status().ready()).isFalse();
        assertThat(manager.status().messaging()).isEmpty();
        assertThat(manager.status().notices()).containsExactly("active is http://other");
        assertThat(Until.refused(manager.putTarget("t", Map.of("handler", "x"))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void it_becomes_active_with_a_higher_term_each_time() {
        becomeActive();
        assertThat(manager.standBy()).isEmpty();
        assertThat(manager.status().term()).isEqualTo(1);
        Until.done(manager.putTarget("t", Map.of("handler", "memory")));
        right.take(true);
        untilStandBy();
        becomeActive();
        assertThat(manager.status().term()).isEqualTo(2);
        assertThat(manager.targets()).extracting(view -> view.id()).containsExactly("t");
    }

    @Test
    void it_leaves_the_broker_when_the_right_is_lost() {
        becomeActive();
        right.take(true);
        untilStandBy();
        Until.isTrue("it has left", () -> !manager.status().connected());
    }

    @Test
    void what_is_asked_after_a_loss_that_was_not_told_yet_is_refused_and_never_done() {
        becomeActive();
        right.take(false);
        assertThat(Until.refused(manager.putTarget("late", Map.of("handler", "memory")))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        untilStandBy();
        becomeActive();
        Until.done(manager.putTarget("next", Map.of("handler", "memory")));
        assertThat(manager.targets()).extracting(view -> view.id()).containsExactly("next");
    }

    @Test
    void no_machine_is_made_with_a_right_that_was_lost() throws Exception {
        becomeActive();
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", "a shop"));
        target.gate = new CountDownLatch(1);
        right.take(false);
        assertThat(Until.refused(manager.deployAndStartAll("shop", null)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        target.gate.countDown();
        untilStandBy();
        assertThat(target.mostCreating.get()).isZero();
        assertThat(target.machines).isEmpty();
    }
}
