package net.roboconf.core.target.scripts;

import java.util.Locale;

/** What the names of the files say that come with a target definition. */
public final class TargetFiles {

    private static final String OF_MANAGER = "dm.configure.script.";
    private static final String OF_AGENT = "agent.script.";
    private static final String LOCAL = "local.";

    private TargetFiles() {}

    /** Whether the Deployment Manager runs the file once a machine is there. */
    public static boolean isRunByManager(String path) {
        return name(path).contains(OF_MANAGER);
    }

    /** Whether the file stays with the Deployment Manager: machines never get it. */
    public static boolean staysLocal(String path) {
        return name(path).toLowerCase(Locale.ROOT).contains(LOCAL);
    }

    /** Whether the agent runs the file before anything else. */
    public static boolean isRunByAgent(String path) {
        return name(path).contains(OF_AGENT);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
