package net.roboconf.core.messaging;

import java.nio.charset.StandardCharsets;
import net.roboconf.core.model.InstancePath;

/**
 * Something that a probe has found on a machine, for whoever reacts to it. Unlike a state it is an event: it is kept on
 * the machine and said again in each {@link Observed} until the Deployment Manager acknowledges it, and told once.
 *
 * @param number which
 * @param at wall-clock time in milliseconds since 1970; for people, orders nothing
 * @param path the instance that was probed
 * @param name what kind of thing was found; at most {@value #NAME_LIMIT} characters
 * @param text what exactly; may be empty, at most {@value #TEXT_LIMIT} characters
 * @param dropped how many signals right before this one were given up, because the machine keeps only the newest
 */
public record Signal(SignalNumber number, long at, InstancePath path, String name, String text, long dropped) {

    /** The longest name; what is longer is cut. */
    public static final int NAME_LIMIT = 128;

    /** The longest text; what is longer is cut. */
    public static final int TEXT_LIMIT = 1024;

    /** Cuts what is too long. */
    public Signal {
        name = cut(name, NAME_LIMIT);
        text = cut(text, TEXT_LIMIT);
    }

    private static String cut(String whole, int limit) {
        String most = whole.length() > limit ? whole.substring(0, limit) : whole;
        // Half of a pair of surrogates is nothing that a message can carry: it becomes a question mark.
        return new String(most.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
