package org.example.roboconf.ansible.internal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.ProgramRunner;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** The plug-in for playbooks: each step is the playbook of its name, {@code start.yml}. */
@Component(name = "example-plugin-ansible", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class AnsiblePlugin implements Plugin {

    private final PlaybookRun playbooks;

    /** For this host. */
    public AnsiblePlugin() {
        this(ProgramRunner.ofThisHost(), MachineEnvironment.ofThisProcess());
    }

    /**
     * With a runner of programs.
     *
     * @param inherited what Ansible inherits; its {@code PATH} says where Ansible is
     */
    AnsiblePlugin(ProgramRunner runner, MachineEnvironment inherited) {
        this.playbooks = new PlaybookRun(runner, inherited);
    }

    @Override
    public Set<String> installers() {
        return Set.of("ansible");
    }

    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        return Stream.of(Step.CHECK, Step.RECONFIGURE)
                .filter(step -> recipe.files().contains(PlaybookRun.playbook(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.DEPLOY, null);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.START, null);
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.UPDATE, change);
    }

    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.RECONFIGURE, null);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.STOP, null);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.UNDEPLOY, null);
    }

    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        playbooks.run(context, Step.CHECK, null);
    }

    @Override
    public void abandon(StepContext context, Step step) throws StepFailure {
        playbooks.abandon(context, step);
    }
}
