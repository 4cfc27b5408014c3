package net.roboconf.testkit.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.Test;

/** Bugs that are easily made in a target are found by the contract. */
class TargetBugsTest {

    /** A provider in memory: identifiers of machines, and the keys that they carry. */
    static final class Cloud {

        private final Map<String, MachineKey> machines = new ConcurrentHashMap<>();

        /** Makes a machine, unless there is one with this key. */
        synchronized String make(MachineKey key) {
            return find(key).orElseGet(() -> makeAnyway(key));
        }

        String makeAnyway(MachineKey key) {
            String id = UUID.randomUUID().toString();
            machines.put(id, key);
            return id;
        }

        Optional<String> find(MachineKey key) {
            return machines.entrySet().stream()
                    .filter(one -> one.getValue().equals(key))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /** The smallest target that keeps the contract. */
    static class CloudTarget implements Target {

        final Cloud cloud;

        CloudTarget(Cloud cloud) {
            this.cloud = cloud;
        }

        @Override
        public String handler() {
            return "cloud";
        }

        @Override
        public void validate(Map<String, String> properties) throws TargetException {
            if (!properties.containsKey("region")) {
                throw new TargetException("The property 'region' is missing", false, null);
            }
        }

        @Override
        public String create(MachineRequest request) throws TargetException {
            validate(request.properties());
            return cloud.make(request.key());
        }

        @Override
        public Optional<String> find(MachineRequest request) {
            return cloud.find(request.key());
        }

        @Override
        public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
            return cloud.machines.containsKey(machineId) ? MachineStatus.RUNNING : MachineStatus.GONE;
        }

        @Override
        public void terminate(Map<String, String> properties, MachineKey key, String machineId) throws TargetException {
            cloud.machines.remove(machineId);
        }
    }

    /** Runs the contract on a target; each bug is a subclass of this. */
    static class Sound implements TargetContract {

        private final Cloud cloud = new Cloud();
        private Target target = newTarget(cloud);

        Target newTarget(Cloud provider) {
            return new CloudTarget(provider);
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public void restart() {
            target = newTarget(cloud);
        }

        @Override
        public Map<String, String> properties() {
            return Map.of("region", "moon");
        }

        @Override
        public Map<String, List<String>> unusable() {
            return Map.of("region", List.of(""));
        }

        @Override
        public int machinesAtProvider() {
            return cloud.machines.size();
        }
    }

    @Test
    void a_target_without_a_bug_passes() {
        assertThat(ContractRun.failures(Sound.class)).isEmpty();
    }

    static class ForgetsItsKeys extends Sound {

        @Override
        Target newTarget(Cloud provider) {
            return new CloudTarget(provider) {
                private final Map<MachineKey, String> known = new ConcurrentHashMap<>();

                @Override
                public String create(MachineRequest request) throws TargetException {
                    validate(request.properties());
                    return known.computeIfAbsent(request.key(), cloud::makeAnyway);
                }
            };
        }
    }

    @Test
    void a_second_machine_after_a_restart_is_found() {
        assertThat(ContractRun.failures(ForgetsItsKeys.class))
                .containsExactly("a_key_has_one_machine_however_often_it_is_made");
    }

    static class CreatesUnchecked extends Sound {

        @Override
        Target newTarget(Cloud provider) {
            return new CloudTarget(provider) {
                @Override
                public String create(MachineRequest request) {
                    return cloud.make(request.key());
                }
            };
        }
    }

    @Test
    void a_machine_of_an_unusable_definition_is_found() {
        assertThat(ContractRun.failures(CreatesUnchecked.class))
                .containsExactly("an_unusable_definition_is_refused_and_the_property_is_named");
    }

    static class DeclaresAnother extends Sound {

        @Override
        Target newTarget(Cloud provider) {
            return new CloudTarget(provider) {
                @Override
                public String handler() {
                    return "sky";
                }
            };
        }
    }

    @Test
    void a_handler_that_is_not_declared_is_found() {
        assertThat(ContractRun.failures(DeclaresAnother.class)).containsExactly("its_bundle_declares_its_handler");
    }

    static class DestroysOnlyOnce extends Sound {

        @Override
        Target newTarget(Cloud provider) {
            return new CloudTarget(provider) {
                @Override
                public void terminate(Map<String, String> properties, MachineKey key, String machineId)
                        throws TargetException {
                    if (cloud.machines.remove(machineId) == null) {
                        throw new TargetException("There is no machine " + machineId, false, null);
                    }
                }
            };
        }
    }

    @Test
    void a_machine_that_can_be_destroyed_only_once_is_found() {
        assertThat(ContractRun.failures(DestroysOnlyOnce.class))
                .containsExactly("a_machine_can_be_destroyed_more_than_once");
    }

    static class FindsByName extends Sound {

        @Override
        Target newTarget(Cloud provider) {
            return new CloudTarget(provider) {
                @Override
                public Optional<String> find(MachineRequest request) {
                    return cloud.machines.keySet().stream().findFirst();
                }
            };
        }
    }

    @Test
    void a_machine_of_another_creation_that_is_taken_for_this_one_is_found() {
        assertThat(ContractRun.failures(FindsByName.class)).contains("machines_are_told_apart_by_their_keys_alone");
    }
}
