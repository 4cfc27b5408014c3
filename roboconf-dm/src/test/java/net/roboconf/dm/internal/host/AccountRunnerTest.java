package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.scripts.TargetScripts;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountRunnerTest {

    private static final ManagerScripts SCRIPTS =
            new ManagerScripts(Path.of("never used"), null, TargetScripts.ofThisHost());

    private final LinkedBlockingQueue<DmEvent> events = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TargetRunner targets =
            new TargetRunner(event -> {}, (call, account) -> null, () -> "", () -> true, timer, SCRIPTS, 100);
    private final AccountRunner runner = new AccountRunner(events::add, () -> true, targets);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        runner.close();
        targets.close();
        timer.shutdownNow();
    }

    private void install(String handler, BooleanSupplier needsAccount) {
        targets.add(new InstalledTarget(handler, 0, new OneAnswer(needsAccount)));
        runner.look();
    }

    private void want(String machine, String handler) {
        runner.ensure(List.of(new DmEffect.AccountNeed(
                new Accounts.Account(new MachineKey(machine), "shop", "secret"), handler, Map.of())));
    }

    private void useBroker() {
        runner.use(
                new Accounts() {
                    @Override
                    public void ensure(Collection<Account> accounts) {
                        // It has them.
                    }

                    @Override
                    public void revoke(Collection<MachineKey> machines) {
                        // It has none.
                    }

                    @Override
                    public Map<String, String> settingsFor(Account account) {
                        return Map.of();
                    }

                    @Override
                    public void close() {
                        // Nothing is held.
                    }
                },
                () -> {});
    }

    private DmEvent next() throws InterruptedException {
        DmEvent event = events.poll(30, TimeUnit.SECONDS);
        while (event instanceof DmEvent.AccountsEnsured ensured
                && ensured.machines().isEmpty()) {
            event = events.poll(30, TimeUnit.SECONDS);
        }
        return event;
    }

    private static Set<MachineKey> keys(String machine) {
        return Set.of(new MachineKey(machine));
    }

    @Test
    void a_machine_that_needs_no_account_waits_for_a_messaging_that_it_can_be_told_of() throws Exception {
        install("plain", () -> false);
        want("m1", "plain");
        assertThat(events.poll(100, TimeUnit.MILLISECONDS)).isNull();
        useBroker();
        assertThat(next()).isEqualTo(new DmEvent.AccountsEnsured(keys("m1")));
    }

    @Test
    void a_machine_that_needs_one_waits_for_its_target_and_for_the_broker() throws Exception {
        want("m1", "cloud");
        install("cloud", () -> true);
        useBroker();
        assertThat(next()).isEqualTo(new DmEvent.AccountsEnsured(keys("m1")));
    }

    @Test
    void a_target_that_never_answers_hurts_its_own_machines_only() throws Exception {
        useBroker();
        install("stuck", () -> {
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    // That is the point.
                }
            }
            return true;
        });
        install("cloud", () -> true);
        want("m1", "stuck");
        want("m2", "cloud");
        assertThat(next()).isEqualTo(new DmEvent.AccountsEnsured(keys("m2")));
        assertThat(next())
                .isEqualTo(new DmEvent.AccountsFailed(
                        keys("m1"),
                        "the target 'stuck' does not say whether its machines need one: it did not answer within 0 s"));
        want("m1", "stuck");
        assertThat(next())
                .as("no second thread goes into it")
                .isEqualTo(new DmEvent.AccountsFailed(
                        keys("m1"),
                        "the target 'stuck' does not say whether its machines need one: it has not returned from an"
                                + " earlier question yet"));
        release.countDown();
        DmEvent after;
        do {
            want("m1", "stuck");
            after = next();
        } while (after instanceof DmEvent.AccountsFailed);
        assertThat(after).isEqualTo(new DmEvent.AccountsEnsured(keys("m1")));
    }

    @Test
    void a_target_that_throws_is_named() throws Exception {
        useBroker();
        install("broken", () -> {
            throw new IllegalStateException("boom");
        });
        want("m1", "broken");
        assertThat(next())
                .isEqualTo(new DmEvent.AccountsFailed(
                        keys("m1"),
                        "the target 'broken' does not say whether its machines need one:"
                                + " java.lang.IllegalStateException: boom"));
    }

    private record OneAnswer(BooleanSupplier answer) implements FakeTarget {

        @Override
        public boolean needsAccount(Map<String, String> properties) {
            return answer.getAsBoolean();
        }
    }

    /** Makes nothing. */
    private interface FakeTarget extends Target {

        @Override
        default String handler() {
            return "fake";
        }

        @Override
        default String create(MachineRequest request) {
            throw new UnsupportedOperationException("Not made here");
        }

        @Override
        default Optional<String> find(MachineRequest request) {
            throw new UnsupportedOperationException("Not made here");
        }

        @Override
        default MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
            throw new UnsupportedOperationException("Not made here");
        }

        @Override
        default void terminate(Map<String, String> properties, MachineKey key, String machineId) {
            throw new UnsupportedOperationException("Not made here");
        }
    }
}
