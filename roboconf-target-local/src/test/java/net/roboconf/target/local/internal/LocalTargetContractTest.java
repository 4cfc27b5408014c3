package net.roboconf.target.local.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.Target;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with agents that are played inside this process. */
class LocalTargetContractTest implements TargetContract {

    @TempDir
    Path temporary;

    private final FakeAgents agents = new FakeAgents();
    private LocalTarget target;

    @BeforeEach
    void open() {
        target = new LocalTarget(new EmbeddedHost(Duration.ofSeconds(10)));
        target.bindAgents(agents);
        target.bindMessaging(new SilentMessaging());
        target.use(new LocalConfiguration(temporary, null, ""));
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void restart() {
        target.close();
        open();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("mode", "in-memory", "simulate", "true");
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of("mode", List.of("docker"), "simulate", List.of("maybe"));
    }

    @Override
    public int machinesAtProvider() {
        return agents.running().size();
    }
}
