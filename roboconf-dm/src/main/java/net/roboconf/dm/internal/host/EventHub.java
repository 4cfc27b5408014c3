package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.EventListener;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.DmState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of events, on a thread of its own. The newest events are kept here as in the store; a listener that is
 * behind reads on from where it was, and is told when it has missed some.
 */
final class EventHub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    /** How many events one listener hears before the next one's turn. */
    private static final int TURN = 256;

    private final NavigableMap<Long, ManagerEvent> kept = new TreeMap<>();
    private final List<Place> places = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "roboconf-dm-events");
    private boolean closed;

    private final class Place implements EventSubscription {
        private final EventListener listener;
        private long heard;

        Place(EventListener listener, long heard) {
            this.listener = listener;
            this.heard = heard;
        }

        @Override
        public void close() {
            synchronized (EventHub.this) {
                places.remove(this);
            }
        }
    }

    EventHub() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins anew with what a store holds. */
    synchronized void load(Collection<ManagerEvent> stored) {
        kept.clear();
        stored.forEach(event -> kept.put(event.id(), event));
        notifyAll();
    }

    synchronized void add(ManagerEvent event) {
        kept.put(event.id(), event);
        if (kept.size() > DmState.EVENTS) {
            kept.pollFirstEntry();
        }
        notifyAll();
    }

    synchronized List<ManagerEvent> after(long id, int limit) {
        return kept.tailMap(id, false).values().stream()
                .skip(Math.max(0, kept.tailMap(id, false).size() - (long) limit))
                .toList();
    }

    synchronized EventSubscription subscribe(long after, EventListener listener) {
        long newest = kept.isEmpty() ? 0 : kept.lastKey();
        Place place = new Place(listener, Math.min(after, newest));
        places.add(place);
        notifyAll();
        return place;
    }

    private void run() {
        try {
            while (true) {
                for (Place place : awaitWork()) {
                    tell(place);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("No more events are told");
        }
    }

    private synchronized List<Place> awaitWork() throws InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedException();
            }
            long newest = kept.isEmpty() ? 0 : kept.lastKey();
            List<Place> behind =
                    places.stream().filter(place -> place.heard < newest).toList();
            if (!behind.isEmpty()) {
                return behind;
            }
            wait();
        }
    }

    private void tell(Place place) {
        try {
            for (ManagerEvent event : next(place)) {
                place.listener.happened(event);
            }
        } catch (RuntimeException e) {
            LOG.warn("A listener of events failed and hears no more of them: {}", e.toString());
            LOG.debug("The listener failed here", e);
            place.close();
        }
    }

    private synchronized List<ManagerEvent> next(Place place) {
        List<ManagerEvent> next = new ArrayList<>();
        if (kept.isEmpty() || kept.lastKey() <= place.heard) {
            return next;
        }
        long oldest = kept.firstKey();
        if (place.heard > 0 && place.heard < oldest - 1) {
            next.add(new ManagerEvent(
                    oldest - 1,
                    kept.firstEntry().getValue().at(),
                    ManagerEvent.Kind.EVENTS_SKIPPED,
                    "",
                    null,
                    null,
                    Reason.NONE,
                    "Events up to " + (oldest - 1) + " are not kept any more",
                    null));
        }
        for (ManagerEvent event : kept.tailMap(place.heard, false).values()) {
            next.add(event);
            if (next.size() >= TURN) {
                break;
            }
        }
        place.heard = next.get(next.size() - 1).id();
        return next;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
