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
     * From what is configured.
     *
     * @param base against which relative paths are taken
     * @param machines blank for {@code machines} in the base folder
     * @param distribution may be blank
     */
    static LocalConfiguration of(Path base, String machines, String distribution, String javaOptions) {
        return new LocalConfiguration(
                base.resolve(machines.isBlank() ? "machines" : machines.strip())
                        .toAbsolutePath()
                        .normalize(),
                distribution.isBlank()
                        ? null
                        : base.resolve(distribution.strip()).toAbsolutePath().normalize(),
                javaOptions.strip());
    }
}
