package net.roboconf.agent.internal.engine;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;

/**
 * A step that is to be run, with all that its plug-in needs to know but folders and log.
 *
 * @param stepId names this run; never used twice on a host, not by another agent either
 * @param step which step
 * @param application the name of the application
 * @param path the instance
 * @param component the name of its component
 * @param installer which plug-in runs it
 * @param exports full name to value
 * @param ancestors its parent first
 * @param imports per prefix, sorted by path
 * @param data the instance's data
 * @param change what an {@code UPDATE} is about; null for every other step
 * @param timeLimit in milliseconds
 */
public record StepOrder(
        String stepId,
        Step step,
        String application,
        InstancePath path,
        String component,
        String installer,
        Map<String, String> exports,
        List<StepContext.Ancestor> ancestors,
        Map<String, List<StepContext.Imported>> imports,
        Map<String, String> data,
        ImportChange change,
        long timeLimit) {}
