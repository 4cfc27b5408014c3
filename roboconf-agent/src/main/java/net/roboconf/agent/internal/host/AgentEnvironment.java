package net.roboconf.agent.internal.host;

import net.roboconf.agent.internal.journal.MemoLines;
import net.roboconf.agent.internal.probe.ProbeRegistry;
import net.roboconf.agent.internal.recipe.SharedBlobs;
import net.roboconf.agent.internal.step.PluginArrivals;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.agent.internal.step.StuckThreads;
import net.roboconf.agent.internal.suspension.OutOfMemory;
import net.roboconf.core.messaging.MessageCodec;

/**
 * What all agents of one process share.
 *
 * @param threads outlive every agent
 * @param plugins the plug-ins that can be used
 * @param arrivals lets plug-ins come and go
 * @param probes the handlers of probes that can be used
 * @param stuck counts the threads that do not come back from plug-ins
 * @param blobs what any of them has fetched into a shared folder
 * @param memoLines write and read their memories
 * @param codec reads the manifests of recipes
 * @param engines makes their engines
 * @param clock the time
 * @param tuning their times
 */
public record AgentEnvironment(
        AgentThreads threads,
        PluginRegistry plugins,
        PluginArrivals arrivals,
        ProbeRegistry probes,
        StuckThreads stuck,
        SharedBlobs blobs,
        MemoLines memoLines,
        MessageCodec codec,
        Engine.Maker engines,
        Clock clock,
        HostTuning tuning) {

    /** With everything that nobody wants to choose, and nothing remembered of earlier runs of the process. */
    public AgentEnvironment(AgentThreads threads, PluginRegistry plugins, Engine.Maker engines, HostTuning tuning) {
        this(threads, plugins, OutOfMemory.forgotten(), engines, tuning);
    }

    /** With everything that nobody wants to choose. */
    public AgentEnvironment(
            AgentThreads threads, PluginRegistry plugins, OutOfMemory memory, Engine.Maker engines, HostTuning tuning) {
        this(threads, plugins, new StuckThreads(threads::addSteps), memory, engines, tuning);
    }

    private AgentEnvironment(
            AgentThreads threads,
            PluginRegistry plugins,
            StuckThreads stuck,
            OutOfMemory memory,
            Engine.Maker engines,
            HostTuning tuning) {
        this(
                threads,
                plugins,
                new PluginArrivals(plugins, stuck, memory, threads.steps(), threads.timer(), tuning.pluginAnswer()),
                new ProbeRegistry(threads.steps(), threads.timer(), tuning.pluginAnswer()),
                stuck,
                new SharedBlobs(),
                new MemoLines(),
                new MessageCodec(),
                engines,
                Clock.SYSTEM,
                tuning);
    }
}
