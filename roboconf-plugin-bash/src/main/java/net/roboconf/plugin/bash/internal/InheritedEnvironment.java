package net.roboconf.plugin.bash.internal;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What scripts inherit from the agent: the environment of the machine, without what the agent's own launcher added for
 * its own Java, which would otherwise give a Tomcat the agent's memory limits, and without what systemd tells the agent
 * alone.
 *
 * <p>{@code JAVA_HOME} stays: it names a Java that works, and recipes need one. So do {@code JAVA_TOOL_OPTIONS} and
 * {@code JDK_JAVA_OPTIONS}: Karaf does not set them, so an administrator did, for all that runs here. Of the variables
 * that begin with {@code ROBOCONF_} only {@code ROBOCONF_MACHINE} stays, by which the {@code local} target finds what
 * runs on a machine.
 */
final class InheritedEnvironment implements Predicate<String> {

    private static final String OURS = "ROBOCONF_";
    private static final Set<String> KEPT = Set.of("ROBOCONF_MACHINE");

    private static final Set<String> OF_THE_LAUNCHER = Set.of(
            "JAVA",
            "JAVA_OPTS",
            "JAVA_MIN_MEM",
            "JAVA_MAX_MEM",
            "JAVA_PERM_MEM",
            "JAVA_MAX_PERM_MEM",
            "JAVA_ENDORSED_DIRS",
            "JAVA_EXT_DIRS",
            "JAVA_DEBUG_OPTS",
            "JAVA_DEBUG_PORT",
            "JAVA_NON_DEBUG_OPTS",
            "DEFAULT_JAVA_OPTS",
            "DEFAULT_JAVA_DEBUG_OPTS",
            "EXTRA_JAVA_OPTS",
            "CLASSPATH",
            "LOCAL_CLASSPATH",
            "MAX_FD");

    private static final Set<String> OF_SYSTEMD = Set.of(
            "NOTIFY_SOCKET",
            "WATCHDOG_PID",
            "WATCHDOG_USEC",
            "LISTEN_FDS",
            "LISTEN_PID",
            "LISTEN_FDNAMES",
            "MAINPID",
            "INVOCATION_ID",
            "JOURNAL_STREAM");

    @Override
    public boolean test(String name) {
        if (name.startsWith(OURS)) {
            return KEPT.contains(name);
        }
        return !name.startsWith("KARAF_") && !OF_THE_LAUNCHER.contains(name) && !OF_SYSTEMD.contains(name);
    }
}
