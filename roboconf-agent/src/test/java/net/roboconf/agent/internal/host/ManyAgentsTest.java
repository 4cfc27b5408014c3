package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.BlobServer;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakeMessaging;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class ManyAgentsTest {

    private static final int AGENTS = 200;
    private static final int INSTANCES = 3;

    @TempDir
    Path folder;

    private final BlobServer server = new BlobServer();
    private final List<FakeMessaging> places = new CopyOnWriteArrayList<>();

    private static boolean allStarted(FakeMessaging place) {
        Observed last = place.last(Observed.class);
        return last != null
                && last.instances().size() == INSTANCES
                && last.instances().stream().allMatch(each -> each.state() == InstanceState.DEPLOYED_STARTED);
    }

    private static Desired order(MachineKey machine, RecipeRef recipe) {
        DesiredInstance[] instances = new DesiredInstance[INSTANCES];
        for (int i = 0; i < INSTANCES; i++) {
            instances[i] = AgentSketch.instance("/vm/i" + i, "script", InstanceState.DEPLOYED_STARTED, recipe);
        }
        return new Desired(
                machine,
                new OrderVersion(1, 1),
                "app",
                InstancePath.root("vm"),
                List.of(),
                null,
                List.of(instances),
                null);
    }

    @Test
    void two_hundred_agents_of_one_process_share_few_threads_and_one_transfer_per_recipe() {
        RecipeRef recipe = server.recipe(Map.of("start.sh", "echo".getBytes(StandardCharsets.UTF_8)));
        try (AgentThreads threads = new AgentThreads()) {
            PluginRegistry plugins = new PluginRegistry(threads.timer(), Duration.ofSeconds(1));
            plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1), new FakePlugin("script"));
            AgentEnvironment environment =
                    new AgentEnvironment(threads, plugins, Engine.real(AgentTuning.DEFAULT), HostTuning.DEFAULT);
            int before = Thread.activeCount();
            List<AgentHost> hosts = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                MachineKey machine = new MachineKey("vm-" + i);
                AgentSettings settings = new AgentSettings(
                                machine, "app", InstancePath.root("vm"), "10.0.0." + i, "fake", Map.of())
                        .withOption(AgentSettings.BLOBS, folder.resolve("blobs").toString());
                AgentHost host = new AgentHost(
                        environment,
                        settings,
                        folder.resolve(machine.value()),
                        Durability.PROCESS_END,
                        "boot",
                        (participant, ear) -> {
                            FakeMessaging place = new FakeMessaging(participant, ear, (from, sent) -> {
                                if (participant instanceof Participant.AgentBlobs) {
                                    server.accept(from, sent);
                                }
                            });
                            if (participant instanceof Participant.Agent) {
                                places.add(place);
                            } else {
                                threads.steps().execute(place::connect);
                            }
                            return place;
                        });
                host.start();
                hosts.add(host);
                places.get(i).connect();
                places.get(i).deliver(order(machine, recipe));
            }
            Eventually.holds("all instances started", () -> places.stream().allMatch(ManyAgentsTest::allStarted));
            // Loops, steps, transfers and the timer; whatever the number of agents.
            int bound = Math.max(2, Runtime.getRuntime().availableProcessors()) + 64 + 4 + 1;
            assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(bound);
            assertThat(server.answered()).isEqualTo(2);
            assertThat(server.asked()).as("but for what a slow machine repeats").isLessThan(AGENTS / 4);
            hosts.forEach(AgentHost::stop);
        }
    }
}
