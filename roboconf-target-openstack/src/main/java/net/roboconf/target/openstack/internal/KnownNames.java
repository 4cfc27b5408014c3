package net.roboconf.target.openstack.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import net.roboconf.core.target.TargetException;

/**
 * What the names of a definition stand for, known for a while: many machines that are made of one definition ask the cloud
 * once, also at the same time. Thread-safe.
 */
final class KnownNames {

    private final Duration knownFor;
    private final Map<Wanted, Entry> entries = new ConcurrentHashMap<>();

    /** @param knownFor how old an answer may be; zero to ask each time */
    KnownNames(Duration knownFor) {
        this.knownFor = knownFor;
    }

    private record Wanted(
            Access access, String image, String flavor, List<String> networks, List<String> groups, String pool) {

        static Wanted by(MachineSettings settings) {
            return new Wanted(
                    settings.access(),
                    settings.image(),
                    settings.flavor(),
                    settings.networks(),
                    settings.groups(),
                    settings.pool());
        }
    }

    /** One question, and its last answer. */
    private final class Entry {

        private final ReentrantLock lock = new ReentrantLock();
        private Names.Found found;
        private long since;

        Names.Found get(Cloud cloud, MachineSettings settings) throws TargetException, InterruptedException {
            // Whoever comes meanwhile waits for the answer that is on its way.
            lock.lockInterruptibly();
            try {
                if (found == null || System.nanoTime() - since >= knownFor.toNanos()) {
                    found = null;
                    found = new Names(cloud).of(settings);
                    since = System.nanoTime();
                }
                return found;
            } finally {
                lock.unlock();
            }
        }
    }

    /** As {@link Names#of}; an answer may be from before, a name that was not found is asked for each time. */
    Names.Found of(Cloud cloud, MachineSettings settings) throws TargetException, InterruptedException {
        return entries.computeIfAbsent(Wanted.by(settings), wanted -> new Entry())
                .get(cloud, settings);
    }

    /** After a refusal: what was known may not be true any more. */
    void forget(MachineSettings settings) {
        entries.remove(Wanted.by(settings));
    }
}
