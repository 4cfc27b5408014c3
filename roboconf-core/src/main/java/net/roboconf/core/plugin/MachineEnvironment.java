package net.roboconf.core.plugin;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What programs inherit from an agent or from a Deployment Manager: the environment of the machine, without what the
 * launcher of Karaf added for its own Java, which would otherwise give a Tomcat the agent's memory limits, and without
 * what systemd tells its service alone.
 *
 * <p>{@code JAVA_HOME} stays: it names a Java that works, and recipes need one. So do {@code JAVA_TOOL_OPTIONS} and
 * {@code JDK_JAVA_OPTIONS}: Karaf does not set them, so an administrator did, for all that runs here. Of the variables
 * that begin with {@code ROBOCONF_} only {@value #MACHINE} stays.
 */
public final class MachineEnvironment implements Predicate<String> {

    /** Holds the machine's key, where a target sets it: what runs on a machine is found by it. */
    public static final String MACHINE = "ROBOCONF_MACHINE";

    private static final String LIBRARIES = "LD_LIBRARY_PATH";

    private static final Set<String> OF_THE_LAUNCHER = Set.of(
            "CHECK_ROOT_INSTANCE_RUNNING",
            "CLASSPATH",
            "DEFAULT_JAVA_DEBUG_OPTS",
            "DEFAULT_JAVA_OPTS",
            "EXTRA_JAVA_OPTS",
            "JAVA",
            "JAVA_DEBUG_OPTS",
            "JAVA_DEBUG_PORT",
            "JAVA_ENDORSED_DIRS",
            "JAVA_EXT_DIRS",
            "JAVA_MAX_MEM",
            "JAVA_MAX_PERM_MEM",
            "JAVA_MIN_MEM",
            "JAVA_NON_DEBUG_OPTS",
            "JAVA_OPTS",
            "JAVA_PERM_MEM",
            "LOCAL_CLASSPATH",
            "MAX_FD",
            LIBRARIES);

    private static final Set<String> OF_SYSTEMD = Set.of(
            "INVOCATION_ID",
            "JOURNAL_STREAM",
            "LISTEN_FDNAMES",
            "LISTEN_FDS",
            "LISTEN_PID",
            "MAINPID",
            "NOTIFY_SOCKET",
            "WATCHDOG_PID",
            "WATCHDOG_USEC");

    private final Map<String, String> own;
    private final Set<String> launcherFolders;

    /**
     * What is inherited from a process.
     *
     * @param own the environment of that process
     * @param launcherFolders the home and base folders of its Karaf
     */
    public MachineEnvironment(Map<String, String> own, Set<String> launcherFolders) {
        this.own = Map.copyOf(own);
        this.launcherFolders = Set.copyOf(launcherFolders);
    }

    /** What is inherited from this process. */
    public static MachineEnvironment ofThisProcess() {
        return new MachineEnvironment(
                System.getenv(),
                Stream.of("karaf.home", "karaf.base")
                        .map(System::getProperty)
                        .filter(folder -> folder != null)
                        .collect(Collectors.toSet()));
    }

    /** Whether the variable is inherited as it is. */
    @Override
    public boolean test(String name) {
        if (name.startsWith("ROBOCONF_")) {
            return name.equals(MACHINE);
        }
        return !name.startsWith("KARAF_") && !OF_THE_LAUNCHER.contains(name) && !OF_SYSTEMD.contains(name);
    }

    /** All that is inherited, those included that the launcher only added something to. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(own);
        variables.keySet().removeIf(negate());
        variables.putAll(restored());
        return variables;
    }

    /** The variables that the launcher added something to, without that. They are not inherited as they are. */
    public Map<String, String> restored() {
        String libraries = Stream.of(own.getOrDefault(LIBRARIES, "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .filter(folder -> launcherFolders.stream().noneMatch(home -> folder.equals(home + "/lib")))
                .collect(Collectors.joining(":"));
        return libraries.isEmpty() ? Map.of() : Map.of(LIBRARIES, libraries);
    }
}
