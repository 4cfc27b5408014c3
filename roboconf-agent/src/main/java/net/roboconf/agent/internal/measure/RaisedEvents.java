package net.roboconf.agent.internal.measure;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.probes.Measure;
import net.roboconf.core.model.InstancePath;

/**
 * What measures have seen in their last rounds: an event that lasts is told when it begins and when it changes, not in every
 * round, so that one measure cannot crowd out all other events that a Deployment Manager keeps. Thread-safe.
 */
final class RaisedEvents {

    private final Map<Key, String> last = new ConcurrentHashMap<>();

    private record Key(InstancePath path, Location measure) {}

    /**
     * Notes what a round has seen.
     *
     * @param seen the event's text; empty when there is none
     * @return whether it is to be told
     */
    boolean isNews(InstancePath path, Measure measure, Optional<String> seen) {
        Key key = new Key(path, measure.location());
        if (seen.isEmpty()) {
            last.remove(key);
            return false;
        }
        return !seen.get().equals(last.put(key, seen.get()));
    }

    /** Forgets the instances that are not among these. */
    void retain(Collection<InstancePath> started) {
        Set<InstancePath> all = Set.copyOf(started);
        last.keySet().removeIf(key -> !all.contains(key.path()));
    }
}
