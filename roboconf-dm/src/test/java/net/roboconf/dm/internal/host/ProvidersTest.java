package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.Manager;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.internal.engine.DmTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {

    private static final InstancePath VM1 = new InstancePath("/vm1");
    private static final MadeResource LOST = new MadeResource("volume", "v1", "data", new MachineKey("forgotten"));

    @TempDir
    Path folder;

    private final MemoryBroker broker = new MemoryBroker();
    private final Cloud cloud = new Cloud();
    private DeploymentManager dm;
    private Manager manager;

    /** Remembers what was made for whom. */
    private static final class Cloud implements Target {

        final Map<MachineKey, MadeResource> servers = new ConcurrentHashMap<>();
        final List<MadeResource> others = new CopyOnWriteArrayList<>();
        final Set<String> owners = ConcurrentHashMap.newKeySet();
        volatile String refusal;

        private void refuse() throws TargetException {
            if (refusal != null) {
                throw TargetException.refused(refusal);
            }
        }

        @Override
        public String handler() {
            return "memory";
        }

        @Override
        public void check(Map<String, String> properties) throws TargetException {
            refuse();
        }

        @Override
        public String create(MachineRequest request) {
            owners.add(request.owner());
            servers.put(request.key(), new MadeResource("server", "s-" + request.key(), "", request.key()));
            return "s-" + request.key();
        }

        @Override
        public Optional<String> find(MachineRequest request) {
            return Optional.ofNullable(servers.get(request.key())).map(MadeResource::id);
        }

        @Override
        public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
            return servers.containsKey(key) ? MachineStatus.RUNNING : MachineStatus.GONE;
        }

        @Override
        public void terminate(Map<String, String> properties, MachineKey key, String machineId) {
            servers.remove(key);
        }

        @Override
        public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
                throws TargetException {
            refuse();
            return new MachineFacts(machineId, "vm1", List.of("10.0.0.5"), "here", "small", "debian");
        }

        @Override
        public List<MadeResource> resources(Map<String, String> properties, String owner) throws TargetException {
            refuse();
            owners.add(owner);
            List<MadeResource> all = new CopyOnWriteArrayList<>(servers.values());
            all.addAll(others);
            return all;
        }

        @Override
        public void delete(Map<String, String> properties, MadeResource resource) throws TargetException {
            refuse();
            others.remove(resource);
        }
    }

    @BeforeEach
    void start() throws Exception {
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.add(cloud);
        dm.useMessaging(MessagingChoice.Decision.use(broker, Map.of(), null), messaging -> {});
        manager = dm.manager();
        Until.isTrue("ready", () -> manager.status().ready() && manager.status().connected());
        Until.isTrue("targets", () -> manager.status().targets().contains("memory"));
    }

    @AfterEach
    void stop() {
        dm.close();
        broker.close();
    }

    private void deploy() throws Exception {
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", "a shop"));
        Until.done(manager.deployAndStartAll("shop", null));
        Until.isTrue(
                "two servers that are known",
                () -> cloud.servers.size() == 2
                        && manager.application("shop").orElseThrow().instances().stream()
                                .filter(instance -> instance.path().depth() == 1)
                                .allMatch(instance -> instance.machine().machineId() != null));
    }

    @Test
    void what_belongs_to_no_machine_is_listed_and_deleted_and_nothing_else_is() throws Exception {
        deploy();
        cloud.others.add(LOST);

        LeakReport listed = Until.done(manager.leaks(null));

        Leak leak = new Leak("memory-vm", "volume", "v1", "data", new MachineKey("forgotten"), null);
        assertThat(listed).isEqualTo(new LeakReport(List.of(leak), Map.of()));
        assertThat(cloud.others).containsExactly(LOST);
        assertThat(Until.done(manager.deleteLeaks("memory-vm"))).isEqualTo(listed);
        assertThat(cloud.others).isEmpty();
        assertThat(cloud.servers).hasSize(2);
        assertThat(Until.done(manager.leaks(null)).leaks()).isEmpty();
    }

    @Test
    void machines_that_are_undeployed_leave_what_was_lost_of_them() throws Exception {
        deploy();
        MachineKey key = cloud.servers.keySet().iterator().next();
        cloud.others.add(new MadeResource("volume", "v2", "", key));
        assertThat(Until.done(manager.leaks(null)).leaks()).isEmpty();

        Until.done(manager.undeployAll("shop", null));
        Until.isTrue(
                "no server",
                () -> cloud.servers.isEmpty()
                        && manager.application("shop").orElseThrow().instances().stream()
                                .allMatch(instance -> instance.machine().key() == null));

        assertThat(Until.done(manager.leaks(null)).leaks()).extracting(Leak::id).containsExactly("v2");
    }

    @Test
    void the_owner_is_the_same_after_a_restart() throws Exception {
        deploy();
        Until.done(manager.leaks(null));
        dm.close();
        start();

        Until.done(manager.leaks(null));

        assertThat(cloud.owners).hasSize(1).noneMatch(String::isBlank);
    }

    @Test
    void who_cannot_be_asked_is_named() throws Exception {
        deploy();
        cloud.refusal = "401 Unauthorized: wrong password";

        assertThat(Until.done(manager.leaks(null)))
                .isEqualTo(new LeakReport(List.of(), Map.of("memory-vm", "401 Unauthorized: wrong password")));
        assertThat(Until.done(manager.checkTarget("memory-vm")))
                .isEqualTo(new TargetCheck(false, "401 Unauthorized: wrong password"));
        assertThat(Until.refused(manager.machineFacts("shop", VM1)).code()).isEqualTo(ErrorCode.NO_ANSWER);
    }

    @Test
    void what_cannot_be_deleted_says_why() throws Exception {
        Until.done(manager.putTarget("a-cloud", Map.of("handler", "memory")));
        cloud.others.add(LOST);
        Until.done(manager.leaks(null));
        Target stubborn = new Target() {
            @Override
            public String handler() {
                return "memory";
            }

            @Override
            public String create(MachineRequest request) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<String> find(MachineRequest request) {
                return Optional.empty();
            }

            @Override
            public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
                return MachineStatus.GONE;
            }

            @Override
            public void terminate(Map<String, String> properties, MachineKey key, String machineId) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<MadeResource> resources(Map<String, String> properties, String owner) {
                return List.of(LOST);
            }
        };
        dm.add(stubborn);
        Until.isTrue("the other one", () -> Until.done(manager.checkTarget("a-cloud"))
                .usable());

        assertThat(Until.done(manager.deleteLeaks(null)).leaks())
                .singleElement()
                .satisfies(leak -> assertThat(leak.kept()).contains("deletes nothing"));
    }

    @Test
    void one_thing_that_two_definitions_show_is_one_leak() throws Exception {
        Until.done(manager.putTarget("a-cloud", Map.of("handler", "memory")));
        Until.done(manager.putTarget("b-cloud", Map.of("handler", "Memory")));
        cloud.others.add(LOST);

        assertThat(Until.done(manager.leaks(null)).leaks())
                .extracting(Leak::target)
                .containsExactly("a-cloud");
    }

    @Test
    void what_is_unknown_is_refused() throws Exception {
        assertThat(Until.refused(manager.checkTarget("nothing")).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(Until.refused(manager.leaks("nothing")).code()).isEqualTo(ErrorCode.NOT_FOUND);
        Until.done(manager.putTarget("moon", Map.of("handler", "moon")));
        assertThat(Until.refused(manager.checkTarget("moon")).code()).isEqualTo(ErrorCode.REFUSED_STATE);
        assertThat(Until.done(manager.leaks(null)).unasked().get("moon")).contains("No target with the handler 'moon'");
        assertThat(Until.refused(manager.machineFacts("shop", VM1)).code()).isEqualTo(ErrorCode.REFUSED_STATE);
    }

    @Test
    void facts_of_a_machine_come_from_its_provider() throws Exception {
        deploy();

        assertThat(Until.done(manager.machineFacts("shop", VM1)).zone()).isEqualTo("here");
    }
}
