package net.roboconf.dm.internal.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.roboconf.dm.EventListener;
import net.roboconf.dm.ManagerEvent;

/**
 * What waits to be sent to one client. Bounded: a client that is slower than the events for too long is cut off after what
 * is held, and comes back with the number of the last event that it has seen. Safe for use by many threads.
 */
final class EventQueue implements EventListener {

    private final String application;
    private final int limit;
    private final Deque<ManagerEvent> waiting = new ArrayDeque<>();
    private boolean ended;

    /**
     * An empty queue.
     *
     * @param application only its events are taken, and those that are about none; null for all
     * @param limit how many events may wait
     */
    EventQueue(String application, int limit) {
        this.application = application;
        this.limit = limit;
    }

    @Override
    public synchronized void happened(ManagerEvent event) {
        boolean wanted = application == null
                || event.application().isEmpty()
                || event.application().equals(application);
        if (ended || !wanted) {
            return;
        }
        if (waiting.size() >= limit) {
            ended = true;
        } else {
            waiting.add(event);
        }
        notifyAll();
    }

    /** Takes no more events; what is held can still be taken out. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Takes out all that waits, oldest first.
     *
     * @param patience how long to wait for something
     * @return empty when nothing came in time; null when the queue has ended and nothing is held
     */
    synchronized List<ManagerEvent> take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting.isEmpty() && !ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return List.of();
            }
            wait(left / 1_000_000 + 1);
        }
        if (waiting.isEmpty()) {
            return null;
        }
        List<ManagerEvent> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }
}
