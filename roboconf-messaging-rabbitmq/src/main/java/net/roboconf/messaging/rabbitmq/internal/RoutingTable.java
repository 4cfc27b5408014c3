package net.roboconf.messaging.rabbitmq.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.messaging.amqp.Route;

/**
 * Which of the participants on a connection hear what. They share one queue: it is bound once to what any of them wants,
 * and a delivery goes to each that wants it. One thread changes the table, another may read.
 *
 * @param <P> participants
 */
final class RoutingTable<P> {

    private final Map<Route, Set<P>> exact = new ConcurrentHashMap<>();
    private final Map<Route, Set<P>> patterns = new ConcurrentHashMap<>();

    /** Adds a participant to those who hear this. True when it is the first. */
    boolean add(Route route, P participant) {
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
    boolean remove(Route route, P participant) {
        boolean[] last = {false};
        tableOf(route).computeIfPresent(route, (key, present) -> {
            Set<P> changed = new LinkedHashSet<>(present);
            last[0] = changed.remove(participant) && changed.isEmpty();
            return changed.isEmpty() ? null : changed;
        });
        return last[0];
    }

    /** All that is heard by anybody. */
    List<Route> routes() {
        List<Route> all = new ArrayList<>(exact.keySet());
        all.addAll(patterns.keySet());
        return all;
    }

    /** Who hears what is published like this. */
    Set<P> hearersOf(Route published) {
        Set<P> hearers = exact.getOrDefault(published, Set.of());
        for (Map.Entry<Route, Set<P>> pattern : patterns.entrySet()) {
            if (matches(pattern.getKey(), published)) {
                hearers = new LinkedHashSet<>(hearers);
                hearers.addAll(pattern.getValue());
            }
        }
        return hearers;
    }

    private Map<Route, Set<P>> tableOf(Route route) {
        return isPattern(route) ? patterns : exact;
    }

    private static boolean isPattern(Route route) {
        return route.key().indexOf('*') >= 0;
    }

    /** A star stands for one word; words are parted by dots. */
    private static boolean matches(Route pattern, Route published) {
        if (!pattern.exchange().equals(published.exchange())) {
            return false;
        }
        String[] expected = pattern.key().split("\\.", -1);
        String[] words = published.key().split("\\.", -1);
        boolean same = expected.length == words.length;
        for (int i = 0; same && i < words.length; i++) {
            same = expected[i].equals("*") || expected[i].equals(words[i]);
        }
        return same;
    }
}
