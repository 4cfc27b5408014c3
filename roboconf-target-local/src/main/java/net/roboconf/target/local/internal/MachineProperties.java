package net.roboconf.target.local.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.roboconf.core.target.TargetException;

/**
 * The properties of a target definition that this target knows.
 *
 * @param mode {@code mode}, {@code process} when not given
 * @param simulates {@code simulate}: whether every installer is served by the mock plug-in
 * @param distribution {@code agent.distribution}: a folder or an archive, instead of the configured one; may be null
 */
record MachineProperties(Mode mode, boolean simulates, Path distribution) {

    static final String MODE = "mode";

    /** The mode whose machines are hosts that exist; it has other properties. */
    static final String SSH = "ssh";

    static final String SIMULATE = "simulate";
    static final String DISTRIBUTION = "agent.distribution";

    /** Whether they are those of a host that exists. */
    static boolean areOfHosts(Map<String, String> properties) {
        return properties.getOrDefault(MODE, "").strip().equals(SSH);
    }

    /** Reads them. */
    static MachineProperties of(Map<String, String> properties) throws TargetException {
        String distribution = properties.getOrDefault(DISTRIBUTION, "").strip();
        return new MachineProperties(
                mode(properties), simulates(properties), distribution.isEmpty() ? null : Path.of(distribution));
    }

    private static Mode mode(Map<String, String> properties) throws TargetException {
        String text = properties.getOrDefault(MODE, Mode.PROCESS.text()).strip();
        Optional<Mode> mode = Mode.find(text);
        if (mode.isEmpty()) {
            String modes = Arrays.stream(Mode.values()).map(Mode::text).collect(Collectors.joining(", "));
            throw wrong(MODE, "is '" + text + "'; write " + modes + " or " + SSH);
        }
        return mode.get();
    }

    private static boolean simulates(Map<String, String> properties) throws TargetException {
        String text = properties.getOrDefault(SIMULATE, "false").strip();
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(SIMULATE, "is '" + text + "'; write true or false");
        }
        return text.equals("true");
    }

    private static TargetException wrong(String property, String what) {
        return new TargetException("The property '" + property + "' of the target " + what + ".", false, null);
    }
}
