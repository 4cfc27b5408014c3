package net.roboconf.agent.internal.settings;

import java.util.Optional;
import net.roboconf.core.agent.AgentSettings;

/**
 * By which address others are to reach the machine: the configuration's word goes before the target's, which stands in
 * the settings.
 *
 * @param literal null when a kind is wanted, or nothing
 * @param kind null when a literal is given, or nothing is wanted
 */
public record AddressWish(String literal, AddressKind kind) {

    /** Whatever the target says, or the agent finds. */
    public static final AddressWish NONE = new AddressWish(null, null);

    /**
     * Reads the key {@code address}.
     *
     * @param configured may be null or blank
     * @throws IllegalArgumentException when it means nothing
     */
    public static AddressWish of(String configured) {
        String text = configured == null ? "" : configured.strip();
        return switch (text) {
            case "" -> NONE;
            case "fixed" -> new AddressWish(null, AddressKind.FIXED);
            case "floating" -> new AddressWish(null, AddressKind.FLOATING);
            default -> {
                if (!text.matches("[A-Za-z0-9.:_-]+")) {
                    throw new IllegalArgumentException(
                            "The address '" + text + "' is none: fixed, floating, or an address");
                }
                yield new AddressWish(text, null);
            }
        };
    }

    /** What holds for settings that were found. */
    AddressWish with(AgentSettings settings) {
        if (!equals(NONE)) {
            return this;
        }
        if (settings.address() != null) {
            return new AddressWish(settings.address(), null);
        }
        return of(settings.options().get(AgentSettings.ADDRESS));
    }

    /** Asks the source, if it has to be asked. */
    Optional<String> ask(MetadataSource source) throws NoSettingsException, InterruptedException {
        return kind == null ? Optional.ofNullable(literal) : source.address(kind);
    }
}
