package net.roboconf.agent.internal.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that providers write. */
final class Addresses {

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]+");

    private Addresses() {}

    /** The text, if it can be an address. */
    static Optional<String> valid(String text) {
        return text != null && LITERAL.matcher(text.strip()).matches() ? Optional.of(text.strip()) : Optional.empty();
    }
}
