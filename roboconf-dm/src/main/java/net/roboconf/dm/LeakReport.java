package net.roboconf.dm;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found of no use at the providers.
 *
 * @param leaks by target, kind and identifier
 * @param unasked identifiers of the target definitions whose provider could not be asked, with the reason: there may be more
 */
public record LeakReport(List<Leak> leaks, Map<String, String> unasked) {

    /** Makes the collections immutable. */
    public LeakReport {
        leaks = List.copyOf(leaks);
        unasked = Collections.unmodifiableSortedMap((SortedMap<String, String>) new TreeMap<>(unasked));
    }
}
