package net.roboconf.testkit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import net.roboconf.testkit.target.FaultyHttp.Fault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What a {@link net.roboconf.core.target.Target} must do whose provider is asked over HTTP: whatever request fails, however
 * it fails, one machine comes of one key, people read the provider's own words, and nothing is left in the end. All
 * requests of the target go through {@link #faults}. A class may have its tests run at the same time. Those of one factory,
 * which share what was set up for them, follow each other all the same: each factory has a lock of its own, and JUnit runs
 * what is below a lock in one thread.
 */
public interface ProviderFailureContract extends TargetContract {

    /** Between the target and the provider; spoils nothing when a test begins. */
    FaultyHttp faults();

    /** What the provider refuses a creation with, as {@link #faults} does. */
    FaultyHttp.Refusal refusal();

    /** All that was made at the provider and exists, machines included: kind and identifier. Asked of the provider. */
    Collection<String> allAtProvider() throws Exception;

    /** The secrets among {@link #properties}: nobody may read them in a message. */
    Collection<String> secrets();

    /** How many machines are made at the same time. */
    default int many() {
        return 50;
    }

    /**
     * Which requests of a creation or a termination are spoilt.
     *
     * @param number how many it takes
     */
    default IntStream chosen(int number) {
        return IntStream.range(0, number);
    }

    @TestFactory
    @ResourceLock("creations that fail")
    default Stream<DynamicTest> whatever_request_of_a_creation_fails_one_machine_comes_of_it() throws Exception {
        int requests = requestsOf(() -> {
            MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
            String id = target().create(request);
            return () -> terminate(request, id);
        });
        return chosen(requests).boxed().flatMap(number -> Stream.of(Fault.BUSY, Fault.CUT, Fault.LOST_ANSWER)
                .map(fault -> DynamicTest.dynamicTest("request " + number + " " + fault, () -> {
                    MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
                    faults().spoil(number, fault);

                    String id = create(request);

                    faults().mend();
                    assertThat(machinesAtProvider()).isEqualTo(1);
                    assertThat(target().find(request)).contains(id);
                    await("a machine that runs", () -> status(request, id) == MachineStatus.RUNNING);
                    terminate(request, id);
                    nothingIsLeft();
                })));
    }

    @TestFactory
    @ResourceLock("creations that are refused")
    default Stream<DynamicTest> whatever_request_of_a_creation_is_refused_nothing_is_left_and_people_are_told()
            throws Exception {
        int requests = requestsOf(() -> {
            MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
            String id = target().create(request);
            return () -> terminate(request, id);
        });
        return chosen(requests)
                .mapToObj(number -> DynamicTest.dynamicTest("request " + number, () -> {
                    MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
                    faults().spoil(number, Fault.REFUSED);

                    TargetException refused =
                            catchThrowableOfType(TargetException.class, () -> target().create(request));

                    faults().mend();
                    assertThat(refused).isNotNull();
                    assertThat(refused).hasMessageContaining(refusal().words());
                    secrets().forEach(secret -> assertThat(refused.toString()).doesNotContain(secret));
                    Optional<String> id = target().find(request);
                    if (refused.isOutcomeUnknown() && id.isPresent()) {
                        terminate(request, id.get());
                    }
                    nothingIsLeft();
                }));
    }

    @TestFactory
    @ResourceLock("terminations that fail")
    default Stream<DynamicTest> whatever_request_of_a_termination_fails_nothing_is_left() throws Exception {
        MachineRequest first = TargetContract.request(TargetContract.newKey(), properties());
        String firstId = target().create(first);
        await("a machine that runs", () -> status(first, firstId) == MachineStatus.RUNNING);
        int requests = requestsOf(() -> {
            target().terminate(first.properties(), first.key(), firstId);
            return () -> terminate(first, firstId);
        });
        return chosen(requests).boxed().flatMap(number -> Stream.of(Fault.BUSY, Fault.CUT, Fault.LOST_ANSWER)
                .map(fault -> DynamicTest.dynamicTest("request " + number + " " + fault, () -> {
                    MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
                    String id = create(request);
                    await("a machine that runs", () -> status(request, id) == MachineStatus.RUNNING);
                    faults().spoil(number, fault);

                    terminate(request, id);

                    faults().mend();
                    nothingIsLeft();
                })));
    }

    @TestFactory
    @ResourceLock("deaths")
    default Stream<DynamicTest> whenever_the_deployment_manager_dies_one_machine_comes_of_a_creation()
            throws Exception {
        int requests = requestsOf(() -> {
            MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
            String id = target().create(request);
            return () -> terminate(request, id);
        });
        return chosen(requests)
                .mapToObj(number -> DynamicTest.dynamicTest("before request " + number, () -> {
                    MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
                    faults().spoil(number, Fault.HELD);
                    ExecutorService dying = Executors.newSingleThreadExecutor();
                    try {
                        dying.submit(() -> target().create(request));
                        faults().awaitHeld();
                    } finally {
                        dying.shutdownNow();
                        faults().mend();
                        assertThat(dying.awaitTermination(patience().toSeconds(), TimeUnit.SECONDS))
                                .isTrue();
                    }

                    restart();
                    Optional<String> found = target().find(request);
                    String id = found.isPresent() ? found.get() : create(request);

                    assertThat(machinesAtProvider()).isEqualTo(1);
                    await("a machine that runs", () -> status(request, id) == MachineStatus.RUNNING);
                    terminate(request, id);
                    nothingIsLeft();
                }));
    }

    @Test
    default void many_machines_are_made_at_the_same_time() throws Exception {
        int many = many();
        List<MachineRequest> requests = IntStream.range(0, many)
                .mapToObj(i -> TargetContract.request(TargetContract.newKey(), properties()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<String>> made = new ArrayList<>();
            requests.forEach(request -> made.add(threads.submit(() -> create(request))));
            List<String> ids = new ArrayList<>();
            for (Future<String> one : made) {
                ids.add(one.get());
            }
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(machinesAtProvider()).isEqualTo(many);

            List<Future<?>> gone = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                MachineRequest request = requests.get(i);
                String id = ids.get(i);
                gone.add(threads.submit(() -> {
                    terminate(request, id);
                    return null;
                }));
            }
            for (Future<?> one : gone) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        nothingIsLeft();
    }

    @Test
    default void what_was_made_is_listed_for_its_owner_alone_and_can_be_deleted() throws Exception {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
        create(request);

        assertThat(target().resources(properties(), "somebody else")).isEmpty();
        assertThat(allAtProvider()).isNotEmpty();
        // A provider need not list at once what it has just made.
        await(
                "all that was made to be listed",
                () -> target().resources(properties(), OWNER).size()
                        == allAtProvider().size());
        assertThat(target().resources(properties(), OWNER))
                .allSatisfy(one -> assertThat(one.key()).isEqualTo(request.key()));

        long deadline = System.nanoTime() + patience().toNanos();
        while (!target().resources(properties(), OWNER).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            for (MadeResource resource : target().resources(properties(), OWNER)) {
                try {
                    target().delete(properties(), resource);
                } catch (TargetException e) {
                    // It is in use by another one, which goes first.
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        nothingIsLeft();
    }

    @Test
    default void a_definition_that_the_provider_accepts_passes_its_check() throws Exception {
        target().check(properties());
        assertThat(allAtProvider()).isEmpty();
    }

    /** As a Deployment Manager does it: what is not known is looked for, and what failed is done again. */
    private String create(MachineRequest request) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (true) {
            try {
                return target().create(request);
            } catch (TargetException e) {
                assertThat(e.isOutcomeUnknown()).as(e.toString()).isTrue();
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(deadline);
                Optional<String> found = find(request, deadline);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
    }

    private Optional<String> find(MachineRequest request, long deadline) throws Exception {
        while (true) {
            try {
                return target().find(request);
            } catch (TargetException e) {
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(deadline);
            }
        }
    }

    private MachineStatus status(MachineRequest request, String id) throws Exception {
        return target().status(request.properties(), request.key(), id);
    }

    private void terminate(MachineRequest request, String id) throws Exception {
        await("a machine that is gone", () -> {
            try {
                target().terminate(request.properties(), request.key(), id);
                return status(request, id) == MachineStatus.GONE;
            } catch (TargetException e) {
                return false;
            }
        });
    }

    private void nothingIsLeft() throws Exception {
        await("nothing at the provider, where there is still " + allAtProvider(), () -> allAtProvider()
                .isEmpty());
    }

    /** What a call does before its cleaning up. */
    private int requestsOf(Callable<Cleaning> call) throws Exception {
        int before = faults().requests().size();
        Cleaning cleaning = call.call();
        int requests = faults().requests().size() - before;
        cleaning.run();
        nothingIsLeft();
        return requests;
    }

    /** Takes away what a call has made. */
    interface Cleaning {

        /** Does so. */
        void run() throws Exception;
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
