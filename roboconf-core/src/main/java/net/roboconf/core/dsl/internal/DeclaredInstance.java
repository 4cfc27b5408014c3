package net.roboconf.core.dsl.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.Token;

/**
 * An instance as written, with what is nested in it.
 *
 * @param component the name of its component
 * @param name as written, without quotes; empty if it is missing or not valid. With a count it may end with spaces
 * @param count how many instances it stands for, at least 1
 * @param countLocation where the count is given; the declaration if it is not
 * @param overrides values by variable, with the place of each name
 * @param data values by key, without {@code data.}
 * @param damaged whether there is an error in it, so that something may be missing here
 */
record DeclaredInstance(
        Token component,
        Optional<Token> name,
        int count,
        Location countLocation,
        Map<Token, String> overrides,
        Map<String, String> data,
        List<String> channels,
        List<DeclaredInstance> children,
        boolean damaged) {

    boolean isCounted() {
        return count > 1;
    }

    /** What messages call it. */
    String title() {
        return name.map(Token::text).orElse("the instance of " + component);
    }

    Location location() {
        return component.location();
    }

    /** The name of one of the instances that it stands for, from 1: zero-padded if there are several. */
    String nameOf(int number) {
        String base = name.orElseThrow().text();
        if (count == 1) {
            return base;
        }
        String digits = String.valueOf(number);
        return base + "0".repeat(String.valueOf(count).length() - digits.length()) + digits;
    }
}
