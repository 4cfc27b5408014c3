package net.roboconf.agent.internal.step;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import net.roboconf.core.osgi.ServiceOrigin;

/**
 * Counts the threads that have not come back out of a plug-in though they were told to. None of them is lost to the others:
 * the pool of steps may have as many more. Thread-safe.
 */
public final class StuckThreads {

    private final IntConsumer more;
    private final Map<ServiceOrigin, Integer> counts = new TreeMap<>();

    /**
     * None yet.
     *
     * @param more told, at each change, how many threads the pool may have beyond its own; must return at once
     */
    public StuckThreads(IntConsumer more) {
        this.more = more;
    }

    /** A thread does not come back. */
    synchronized void add(ServiceOrigin origin) {
        counts.merge(origin, 1, Integer::sum);
        tell();
    }

    /** It came back all the same. */
    synchronized void remove(ServiceOrigin origin) {
        counts.computeIfPresent(origin, (plugin, count) -> count == 1 ? null : count - 1);
        tell();
    }

    /** Plug-in to number, also of plug-ins that have gone away. */
    public synchronized Map<ServiceOrigin, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private void tell() {
        more.accept(counts.values().stream().mapToInt(Integer::intValue).sum());
    }
}
