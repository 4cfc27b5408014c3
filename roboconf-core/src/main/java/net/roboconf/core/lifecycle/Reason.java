package net.roboconf.core.lifecycle;

/**
 * Why an instance is in its state. A closed list: people, scripts and the console rely on these words. What is special
 * about one occurrence (a name, an exit code) is in the message beside it.
 */
public enum Reason {
    /** Nothing to explain. */
    NONE,
    /** A mandatory import has no exporter; the missing prefixes are listed beside it. */
    IMPORT_MISSING,
    /** The parent is not started. */
    PARENT_NOT_STARTED,
    /** The machine is being created by its target. */
    MACHINE_CREATING,
    /** The machine was created; its agent has not reported yet. */
    AGENT_NOT_CONNECTED,
    /** The agent has not reported for longer than the grace; what ran there keeps its last known state. */
    AGENT_LOST,
    /** Many agents are silent together: the Deployment Manager suspects its own connection. */
    AGENT_UNREACHABLE,
    /** Two agents speak under one machine key. */
    DUPLICATE_AGENT,
    /** The target refused or failed; its own words are in the message. */
    TARGET_FAILED,
    /** No target with the wanted handler is installed. */
    TARGET_MISSING,
    /** No plug-in for the component's installer is installed. */
    PLUGIN_MISSING,
    /** A probe cannot be asked, for its handler is not installed, or fails, or a value is missing; the software runs on. */
    PROBE_MISSING,
    /** A program that the plug-in needs is not on the machine. */
    TOOL_MISSING,
    /** The recipe's files are being fetched. */
    RECIPE_FETCHING,
    /** The recipe's files could not be had, or are not what their hash promises. */
    RECIPE_UNAVAILABLE,
    /** The step ran and failed; the message says which, its exit code and last lines. */
    STEP_FAILED,
    /** The step was ended because it passed its time limit. */
    STEP_TIMEOUT,
    /** The step was cancelled by a person, or because its plug-in went away. */
    STEP_CANCELLED,
    /** An {@code update} or {@code reconfigure} step failed; the instance stays started and the step is repeated. */
    UPDATE_FAILED,
    /** The {@code check} step says that the software does not run, or a probe that it does not do its work. */
    CHECK_FAILED,
    /** The software died, and the restart policy has a next try. */
    RESTARTING,
    /** The software died too often; the restart policy has given up. */
    RESTARTS_EXHAUSTED,
    /** Exports are withdrawn; importers are being waited for. */
    DRAINING,
    /** Not every importer answered in time before the stop; the message says who. */
    DRAIN_TIMEOUT,
    /** A port that the instance needs is taken by something else. */
    PORT_IN_USE,
    /** The kernel was started anew; what ran is started again. */
    MACHINE_REBOOTED,
    /** The store of the Deployment Manager or of the agent could not be written. */
    STORE_FAILED
}
