package org.example.roboconf.ansible.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsiblePluginTest {

    @TempDir
    Path temporary;

    private TestInstance instance;
    private AnsiblePlugin plugin;

    @BeforeEach
    void set_up() throws Exception {
        instance = new TestInstance(temporary, "one", "ansible");
        plugin = new AnsiblePlugin(ProgramRunner.ofThisHost(), FakeAnsible.in(temporary));
    }

    @Test
    void a_machine_without_ansible_is_told_what_to_install() throws Exception {
        instance.file("deploy.yml", "true");
        MachineEnvironment bare = new MachineEnvironment(Map.of("PATH", temporary + "/nothing"), Set.of());
        AnsiblePlugin without = new AnsiblePlugin(ProgramRunner.ofThisHost(), bare);

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> without.deploy(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.TOOL_MISSING);
        assertThat(failure).hasMessageContainingAll("'ansible-playbook'", "apt-get install ansible-core");
        without.start(instance.step()); // has no playbook, and needs no Ansible
    }

    @Test
    void a_failure_says_what_ansible_said() throws Exception {
        instance.file("start.yml", "echo 'fatal: [localhost]: FAILED! no such package'; echo PLAY RECAP; exit 2");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessage("start.yml exited 2: fatal: [localhost]: FAILED! no such package");
    }

    @Test
    void what_takes_too_long_is_ended() throws Exception {
        instance.file("start.yml", "sleep 61").timeLimit(Duration.ofMillis(200));

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
    }

    @Test
    void the_optional_steps_are_those_with_a_playbook() throws Exception {
        assertThat(plugin.optionalSteps(instance.asRecipe())).isEmpty();
        instance.file("check.yml", "").file("reconfigure.yml", "").file("tasks/start.yml", "");
        assertThat(plugin.optionalSteps(instance.asRecipe())).containsExactlyInAnyOrder(Step.CHECK, Step.RECONFIGURE);
    }
}
