package net.roboconf.core.messaging.amqp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who hears what. Several participants of one process share a queue: it is bound once to what any of them wants, and a
 * delivery goes to each that wants it. Safe for use by many threads.
 *
 * @param <P> participants
 */
public final class RoutingTable<P> {

    private final Map<Route, Set<P>> exact = new ConcurrentHashMap<>();
    private final Map<Route, Set<P>> patterns = new ConcurrentHashMap<>();

    /** Adds a participant to those who hear this. True when it is the first. */
    public boolean add(Route route, P participant) {
        boolean[] first = {false};
        tableOf(route).compute(route, (key, present) -> {
            first[0] = present == null;
            Set<P> changed = present == null ? new LinkedHashSet<>() : new LinkedHashSet<>(present);
            changed.add(participant);
            return changed;
        });
        return first[0];
    }

    /** Takes a participant out. True when nobody else hears this. */
    public boolean remove(Route route, P participant) {
        boolean[] last = {false};
        tableOf(route).computeIfPresent(route, (key, present) -> {
            Set<P> changed = new LinkedHashSet<>(present);
            last[0] = changed.remove(participant) && changed.isEmpty();
            return changed.isEmpty() ? null : changed;
        });
        return last[0];
    }

    /** All that is heard by anybody. */
    public List<Route> routes() {
        List<Route> all = new ArrayList<>(exact.keySet());
        all.addAll(patterns.keySet());
        return all;
    }

    /** Who hears what is published like this. */
    public Set<P> hearersOf(Route published) {
        Set<P> hearers = exact.getOrDefault(published, Set.of());
        for (Map.Entry<Route, Set<P>> pattern : patterns.entrySet()) {
            if (pattern.getKey().matches(published)) {
                hearers = new LinkedHashSet<>(hearers);
                hearers.addAll(pattern.getValue());
            }
        }
        return hearers;
    }

    private Map<Route, Set<P>> tableOf(Route route) {
        return route.isPattern() ? patterns : exact;
    }
}
