package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.lifecycle.InstanceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentHostTest {

    @TempDir
    Path folder;

    private AgentSketch sketch;

    @AfterEach
    void end() {
        sketch.close();
    }

    @Test
    void an_instance_is_deployed_and_started_as_ordered() {
        FakePlugin plugin = new FakePlugin("Fake");
        sketch = new AgentSketch(folder, Engine.real(AgentTuning.DEFAULT)).with(plugin);
        sketch.start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "fake", InstanceState.DEPLOYED_STARTED)));
        Eventually.holds("/vm/a started", () -> sketch.stateOf("/vm/a") == InstanceState.DEPLOYED_STARTED);
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
        Eventually.holds("the order acknowledged", () -> sketch.messaging().acknowledged() == 1);
    }
}
