package net.roboconf.core.dsl.probes;

import java.time.Duration;
import net.roboconf.core.dsl.Location;

/**
 * One sign of life that software is expected to give.
 *
 * @param location of the whole line in its file
 * @param handler who looks, in lower case
 * @param text what he is told, {@code {{ names }}} not yet filled in
 * @param within how long he may take
 * @param after how long after its start the software need not give it
 */
public record ProbeLine(Location location, String handler, String text, Duration within, Duration after) {

    /** How long a look may take when the line says nothing else. */
    public static final Duration WITHIN = Duration.ofSeconds(3);

    /** As people know it: handler and text as they were written. */
    @Override
    public String toString() {
        return shown(text);
    }

    /** The same with another text, such as one with values. */
    public String shown(String otherText) {
        return otherText.isEmpty() ? handler : handler + " " + otherText;
    }
}
