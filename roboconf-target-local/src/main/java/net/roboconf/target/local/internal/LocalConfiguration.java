package net.roboconf.target.local.internal;

import java.nio.file.Path;

/**
 * The configuration of this target: the PID {@value #PID}.
 *
 * @param machines the folder of all machines
 * @param distribution the agent's distribution, an archive or a folder; null when not configured
 * @param javaOptions for the agents' Java; may be empty
 */
record LocalConfiguration(Path machines, Path distribution, String javaOptions) {

    static final String PID = "net.roboconf.target.local";

    /**
     * From what is configured. Each text may be null, which is what iPOJO makes of an empty one.
     *
     * @param base against which relative paths are taken
     * @param machines {@code machines} in the base folder when not given
     */
    static LocalConfiguration of(Path base, String machines, String distribution, String javaOptions) {
        return new LocalConfiguration(
                resolve(base, isGiven(machines) ? machines : "machines"),
                isGiven(distribution) ? resolve(base, distribution) : null,
                isGiven(javaOptions) ? javaOptions.strip() : "");
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static Path resolve(Path base, String path) {
        return base.resolve(path.strip()).toAbsolutePath().normalize();
    }
}
