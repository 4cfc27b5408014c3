package net.roboconf.core.dsl.probes;

import java.util.List;
import net.roboconf.core.dsl.Location;

/**
 * An event that an agent raises when it sees something on its machine.
 *
 * @param location of its first line in its file
 * @param handler who looks, in lower case
 * @param event the name of the event
 * @param lines what he is told, values filled in; no blank ones, no comments
 */
public record Measure(Location location, String handler, String event, List<String> lines) {

    /** Makes the list immutable. */
    public Measure {
        lines = List.copyOf(lines);
    }
}
