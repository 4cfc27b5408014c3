package net.roboconf.agent.internal.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import net.roboconf.agent.internal.measure.MeasureRounds;
import net.roboconf.agent.internal.measure.Signals;
import net.roboconf.agent.internal.probe.HealthCheck;
import net.roboconf.agent.internal.recipe.BlobStore;
import net.roboconf.agent.internal.recipe.RecipeSupply;
import net.roboconf.agent.internal.recipe.TransferTimes;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.agent.internal.step.PluginQuestions;
import net.roboconf.agent.internal.step.PluginSource;
import net.roboconf.agent.internal.step.PluginWaits;
import net.roboconf.agent.internal.step.StepLogs;
import net.roboconf.agent.internal.step.StepRunner;
import net.roboconf.agent.internal.step.TargetScriptsRunner;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.target.scripts.TargetScripts;

/** Those who do an agent's work on its machine. They outlive the lives of its engine. */
final class AgentWorkers implements AutoCloseable {

    /** As Roboconf 0.9 did. */
    private static final Duration MEASURES_EVERY = Duration.ofSeconds(20);

    private final PluginWaits waits;
    private final StepRunner steps;
    private final RecipeSupply recipes;
    private final StepLogs logs;
    private final MeasureRounds measures;
    private final TargetScriptsRunner scripts;
    private final Executor work;

    AgentWorkers(
            AgentEnvironment environment,
            AgentSettings settings,
            Path folder,
            PluginSource plugins,
            Connections connections,
            MeasureRounds.Started started,
            Signals signals) {
        AgentThreads threads = environment.threads();
        HostTuning tuning = environment.tuning();
        InstanceFolders folders = new InstanceFolders(folder);
        waits = new PluginWaits(plugins);
        steps = new StepRunner(
                plugins,
                waits,
                folders,
                threads.steps(),
                threads.timer(),
                () -> environment.clock().now().wall(),
                tuning.stepGrace(),
                environment.stuck(),
                new HealthCheck(
                        environment.probes(),
                        threads.timer(),
                        () -> environment.clock().now().monotonic()));
        measures = new MeasureRounds(
                settings.application(),
                folders,
                environment.probes(),
                started,
                signals,
                threads.steps(),
                threads.timer(),
                MEASURES_EVERY);
        recipes = new RecipeSupply(
                settings.machine(),
                settings.sharedBlobs()
                        .map(environment.blobs()::in)
                        .orElseGet(() -> new BlobStore(folder.resolve("blobs"))),
                folders,
                plugins,
                new PluginQuestions(threads.timer(), tuning.pluginAnswer(), tuning.stepGrace(), environment.stuck()),
                waits,
                ear -> connections.open(new Participant.AgentBlobs(settings.machine(), settings.application()), ear),
                environment.codec(),
                new TransferTimes(
                        () -> environment.clock().now().monotonic(),
                        tuning.chunkDeadline().toMillis(),
                        tuning.transferLimit().toMillis(),
                        tuning.sideChannelIdle().toMillis()),
                new RecipeSupply.Threads(threads.steps(), new SerialExecutor(threads.transfers()), threads.timer()),
                !settings.simulates(),
                measures::begin);
        logs = new StepLogs(folders);
        work = threads.steps();
        scripts = new TargetScriptsRunner(
                recipes::bring,
                folder.resolve("target"),
                folders,
                TargetScripts.ofThisHost(),
                threads.steps(),
                () -> environment.clock().now().wall(),
                settings.simulates());
    }

    /** Runs steps. */
    StepRunner steps() {
        return steps;
    }

    /** Brings recipes. */
    RecipeSupply recipes() {
        return recipes;
    }

    /** Runs the scripts of the machine's target. */
    TargetScriptsRunner scripts() {
        return scripts;
    }

    /** Has what steps printed. */
    StepLogs logs() {
        return logs;
    }

    /** For what may block. */
    Executor work() {
        return work;
    }

    /** Looks for what the measures of instances are about. */
    MeasureRounds measures() {
        return measures;
    }

    /** Goes on with what waited for a plug-in. */
    void pluginsChanged() {
        waits.pluginsChanged();
    }

    /** Cuts off transfers and steps, and waits a little until they have ended. */
    @Override
    public void close() {
        measures.close();
        recipes.close();
        scripts.close();
        steps.close();
    }
}
