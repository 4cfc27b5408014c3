package net.roboconf.agent.internal.host;

import net.roboconf.agent.internal.recipe.KnownBlobs;
import net.roboconf.agent.internal.step.PluginRegistry;

/**
 * What all agents of one process share.
 *
 * @param threads outlive every agent
 * @param plugins the plug-ins that are there
 * @param blobs what any of them has fetched
 * @param engines makes their engines
 * @param clock the time
 * @param tuning their times
 */
public record AgentEnvironment(
        AgentThreads threads,
        PluginRegistry plugins,
        KnownBlobs blobs,
        Engine.Maker engines,
        Clock clock,
        HostTuning tuning) {}
