package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The configuration of this target: the PID {@value #PID}.
 *
 * @param machines the folder of all machines
 * @param distribution the agent's distribution, an archive or a folder; null when not configured
 * @param javaOptions for the agents' Java; may be empty
 * @param abandonedHosts those that will never answer again, as {@code hosts} in definitions; may be empty
 */
record LocalConfiguration(Path machines, Path distribution, String javaOptions, String abandonedHosts) {

    static final String PID = "net.roboconf.target.local";

    /** One without abandoned hosts. */
    LocalConfiguration(Path machines, Path distribution, String javaOptions) {
        this(machines, distribution, javaOptions, "");
    }

    /** The present one. */
    static LocalConfiguration read(ConfigurationAdmin admin, Path base) throws IOException, InvalidSyntaxException {
        Configuration[] found = admin.listConfigurations("(service.pid=" + PID + ")");
        Dictionary<String, Object> values = found == null ? new Hashtable<>() : found[0].getProperties();
        LocalConfiguration read =
                of(base, (String) values.get("machines.folder"), (String) values.get("agent.distribution"), (String)
                        values.get("agent.java.options"));
        String abandoned = (String) values.get("hosts.abandoned");
        return isGiven(abandoned) ? read.withAbandonedHosts(abandoned.strip()) : read;
    }

    /**
     * From what is configured. Each text may be null.
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

    private LocalConfiguration withAbandonedHosts(String hosts) {
        return new LocalConfiguration(machines, distribution, javaOptions, hosts);
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static Path resolve(Path base, String path) {
        return base.resolve(path.strip()).toAbsolutePath().normalize();
    }
}
