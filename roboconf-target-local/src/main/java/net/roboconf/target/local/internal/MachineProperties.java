package net.roboconf.target.local.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

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
        return read(new TargetProperties(properties));
    }

    /** Reads them, and refuses what nobody knows. */
    static void check(Map<String, String> properties) throws TargetException {
        TargetProperties reader = new TargetProperties(properties);
        reader.know(List.of("data."));
        read(reader);
        reader.refuseUnknown();
    }

    private static MachineProperties read(TargetProperties reader) throws TargetException {
        return new MachineProperties(
                mode(reader),
                reader.flag(SIMULATE, false),
                reader.optional(DISTRIBUTION).map(Path::of).orElse(null));
    }

    private static Mode mode(TargetProperties reader) throws TargetException {
        String text = reader.optional(MODE).orElse(Mode.PROCESS.text());
        Optional<Mode> mode = Mode.find(text);
        if (mode.isEmpty()) {
            String modes = Arrays.stream(Mode.values()).map(Mode::text).collect(Collectors.joining(", "));
            throw TargetProperties.wrong(MODE, "is '" + text + "'; write " + modes + " or " + SSH);
        }
        return mode.get();
    }
}
