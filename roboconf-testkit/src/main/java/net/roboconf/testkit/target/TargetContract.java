package net.roboconf.testkit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.testkit.internal.Declaration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What every {@link Target} must do. The test class of a target gives it a provider, real or played, that has no machine
 * when a test begins, and takes away what is left when it ends.
 */
public interface TargetContract {

    /** How long a provider may take with a machine, most often. */
    Duration PATIENCE = Duration.ofSeconds(60);

    /** The password of each agent's account: must not be seen where people look. */
    String SECRET = "a very secret word";

    /** Whose machines are asked for. */
    String OWNER = "the store of this test";

    /** The target; the same one throughout a test, but for {@link #restart}. */
    Target target();

    /** Makes {@link #target} another object for the same provider, as after a crash of the Deployment Manager. */
    void restart() throws Exception;

    /** A definition that can be used. */
    Map<String, String> properties();

    /**
     * What is laid over {@link #properties} to make them unusable: for each property one value or more. An empty value
     * leaves the property out.
     */
    Map<String, List<String>> unusable();

    /** How long this provider may take with a machine. */
    default Duration patience() {
        return PATIENCE;
    }

    /** How many machines the provider has now, asked of the provider itself. */
    int machinesAtProvider() throws Exception;

    @Test
    default void its_handler_is_a_word_that_never_changes() throws Exception {
        String handler = target().handler();

        assertThat(handler).isNotBlank().isEqualTo(handler.strip());
        restart();
        assertThat(target().handler()).isEqualTo(handler);
    }

    @Test
    default void its_bundle_declares_its_handler() throws IOException {
        Target target = target();
        new Declaration("net.roboconf.target", "handler").isMadeBeside(target.getClass(), Set.of(target.handler()));
    }

    @Test
    default void a_usable_definition_is_accepted() {
        assertThatCode(() -> target().validate(properties())).doesNotThrowAnyException();
        assertThat(target().needsAccount(properties())).isEqualTo(target().needsAccount(properties()));
    }

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    default Stream<DynamicTest> an_unusable_definition_is_refused_and_the_property_is_named() {
        return unusable().entrySet().stream().flatMap(one -> one.getValue().stream()
                .map(value -> DynamicTest.dynamicTest(one.getKey() + " = " + value, () -> {
                    Map<String, String> properties = new TreeMap<>(properties());
                    properties.put(one.getKey(), value);
                    if (value.isEmpty()) {
                        properties.remove(one.getKey());
                    }

                    assertThat(catchThrowable(() -> target().validate(properties)))
                            .isInstanceOf(TargetException.class)
                            .hasMessageContaining(one.getKey());
                    assertThat(catchThrowable(() -> target().create(request(newKey(), properties))))
                            .as("an instance's data may spoil a definition that was accepted")
                            .isInstanceOf(TargetException.class)
                            .hasMessageContaining(one.getKey())
                            .satisfies(
                                    refusal -> assertThat(refusal.getMessage()).doesNotContain(SECRET))
                            .satisfies(refusal -> assertThat(((TargetException) refusal).isOutcomeUnknown())
                                    .isFalse());
                    assertThat(machinesAtProvider()).isZero();
                })));
    }

    @Test
    default void how_late_a_machine_may_come_is_always_the_same() {
        assertThat(target().lateCreation())
                .isGreaterThanOrEqualTo(Duration.ZERO)
                .isEqualTo(target().lateCreation());
    }

    @Test
    default void what_was_never_made_does_not_exist() throws Exception {
        MachineRequest request = request(newKey(), properties());

        assertThat(target().find(request)).isEmpty();
        // The identifier is one that the provider once gave and does not know any more.
        String id = target().create(request);
        terminate(request, id);
        assertThat(status(request, id)).isEqualTo(MachineStatus.GONE);
        MachineRequest other = request(newKey(), properties());
        assertThat(target().find(other)).isEmpty();
    }

    @Test
    default void a_machine_is_made_and_comes_up_and_is_found_by_its_key() throws Exception {
        MachineRequest request = request(newKey(), properties());

        String id = target().create(request);

        assertThat(id).isNotBlank().doesNotContain(SECRET);
        assertThat(status(request, id)).isNotEqualTo(MachineStatus.GONE);
        await("a machine that runs", () -> status(request, id) == MachineStatus.RUNNING);
        assertThat(target().find(request)).contains(id);
        assertThat(machinesAtProvider()).isEqualTo(1);
        terminate(request, id);
    }

    @Test
    default void a_key_has_one_machine_however_often_it_is_made() throws Exception {
        MachineRequest request = request(newKey(), properties());

        String id = target().create(request);
        assertThat(target().create(request)).isEqualTo(id);
        restart();
        assertThat(target().create(request)).isEqualTo(id);

        assertThat(machinesAtProvider()).isEqualTo(1);
        terminate(request, id);
    }

    /** A Deployment Manager that gave a call up may make another one while the first is still on its way. */
    @Test
    default void a_key_has_one_machine_when_it_is_made_twice_at_the_same_time() throws Exception {
        MachineRequest request = request(newKey(), properties());

        List<Object> outcomes = atTheSameTime(List.of(() -> target().create(request), () -> target().create(request)));

        String id = target().find(request).orElseThrow();
        assertThat(outcomes)
                .contains(id)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfAny(String.class, TargetException.class))
                .filteredOn(String.class::isInstance)
                .containsOnly(id);
        assertThat(machinesAtProvider()).isEqualTo(1);
        terminate(request, id);
    }

    @Test
    default void machines_are_told_apart_by_their_keys_alone() throws Exception {
        MachineRequest first = request(newKey(), properties());
        MachineRequest second = request(newKey(), properties());

        String firstId = target().create(first);
        String secondId = target().create(second);
        assertThat(firstId).isNotEqualTo(secondId);
        assertThat(target().find(first)).contains(firstId);
        assertThat(target().find(second)).contains(secondId);
        assertThat(target().find(request(newKey(), properties()))).isEmpty();
        terminate(first, firstId);

        assertThat(target().find(second)).contains(secondId);
        assertThat(status(second, secondId)).isNotEqualTo(MachineStatus.GONE);
        terminate(second, secondId);
    }

    @Test
    default void many_machines_can_be_made_at_the_same_time() throws Exception {
        List<MachineRequest> requests = new ArrayList<>();
        List<Callable<Object>> creations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            MachineRequest request = request(newKey(), properties());
            requests.add(request);
            creations.add(() -> target().create(request));
        }

        List<Object> ids = atTheSameTime(creations);

        assertThat(ids).allMatch(String.class::isInstance).doesNotHaveDuplicates();
        assertThat(machinesAtProvider()).isEqualTo(8);
        for (int i = 0; i < 8; i++) {
            terminate(requests.get(i), (String) ids.get(i));
        }
        assertThat(machinesAtProvider()).isZero();
    }

    @Test
    default void a_machine_outlives_the_deployment_manager() throws Exception {
        MachineRequest request = request(newKey(), properties());
        String id = target().create(request);

        restart();

        assertThat(target().find(request)).contains(id);
        await("a machine that runs", () -> status(request, id) == MachineStatus.RUNNING);
        terminate(request, id);
        assertThat(machinesAtProvider()).isZero();
    }

    @Test
    default void a_machine_can_be_destroyed_more_than_once() throws Exception {
        MachineRequest request = request(newKey(), properties());
        String id = target().create(request);

        terminate(request, id);
        target().terminate(request.properties(), request.key(), id);
        restart();
        target().terminate(request.properties(), request.key(), id);

        assertThat(status(request, id)).isEqualTo(MachineStatus.GONE);
        assertThat(target().find(request)).isEmpty();
        assertThat(machinesAtProvider()).isZero();
    }

    /** A key that was never used. */
    static MachineKey newKey() {
        return new MachineKey(UUID.randomUUID().toString());
    }

    /** A request as a Deployment Manager makes it. */
    static MachineRequest request(MachineKey key, Map<String, String> properties) {
        InstancePath path = new InstancePath("/my vm");
        AgentSettings agent = new AgentSettings(
                key, "shop", path, null, "rabbitmq", Map.of("host", "broker.example.org", "password", SECRET));
        return new MachineRequest(OWNER, key, "shop", path, properties, agent);
    }

    private MachineStatus status(MachineRequest request, String id) throws Exception {
        return target().status(request.properties(), request.key(), id);
    }

    private void terminate(MachineRequest request, String id) throws Exception {
        target().terminate(request.properties(), request.key(), id);
        await("a machine that is gone", () -> status(request, id) == MachineStatus.GONE);
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** What each brings, or the exception that it throws. */
    private List<Object> atTheSameTime(List<Callable<Object>> calls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> outcome : threads.invokeAll(calls.stream()
                    .map(call -> (Callable<Object>) () -> {
                        try {
                            return call.call();
                        } catch (TargetException e) {
                            return e;
                        }
                    })
                    .toList())) {
                try {
                    outcomes.add(outcome.get());
                } catch (ExecutionException e) {
                    throw new AssertionError("Neither a machine nor a refusal", e.getCause());
                }
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(patience().toSeconds(), TimeUnit.SECONDS);
        }
    }
}
