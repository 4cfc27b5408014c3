package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.Observed;
import net.roboconf.dm.internal.engine.DmEvent;

/**
 * What waits for the engine, in the order in which it came.
 *
 * <p>Of what an agent states only the newest counts: a newer statement takes the place of an older one that still waits.
 * So the inbox never holds more than two messages per machine and place of the messaging, however far the engine is behind;
 * commands of people are
 * limited by whoever puts them in, and answers by what was asked.
 */
final class Inbox {

    /**
     * Something that waits.
     *
     * @param event what happened
     * @param deliveries to be acknowledged after what came of it is stored; mostly one or none
     */
    record Item(DmEvent event, List<Delivery> deliveries) {}

    /** Whose newest statement of which kind. */
    private record Flow(String sender, boolean left, Class<?> kind, Object subject) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Long, Item> waiting = new LinkedHashMap<>();
    private final Map<Flow, Long> places = new HashMap<>();
    private long next;
    private boolean woken;

    void put(DmEvent event) {
        put(null, new Item(event, List.of()));
    }

    /** @param left whether it came where agents may still be that have not come along */
    void put(Delivery delivery, boolean left) {
        Message message = delivery.message();
        DmEvent event = new DmEvent.Received(message, delivery.sender(), left);
        Object subject = null;
        if (message instanceof Observed observed) {
            subject = observed.machine();
        } else if (message instanceof Heartbeat heartbeat) {
            subject = heartbeat.machine();
        }
        Flow flow = subject == null ? null : new Flow(delivery.sender(), left, message.getClass(), subject);
        put(flow, new Item(event, List.of(delivery)));
    }

    private void put(Flow flow, Item item) {
        lock.lock();
        try {
            Long place = flow == null ? null : places.get(flow);
            if (place == null) {
                place = next++;
                if (flow != null) {
                    places.put(flow, place);
                }
                waiting.put(place, item);
            } else {
                List<Delivery> deliveries = new ArrayList<>(waiting.get(place).deliveries());
                deliveries.addAll(item.deliveries());
                waiting.put(place, new Item(item.event(), deliveries));
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all that waits; waits for something when there is nothing.
     *
     * @param patience how long to wait at most, in milliseconds; 0 or less for not at all
     * @return maybe empty
     */
    List<Item> take(long patience) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(patience);
            while (waiting.isEmpty() && !woken && left > 0) {
                left = arrived.awaitNanos(left);
            }
            woken = false;
            List<Item> all = new ArrayList<>(waiting.values());
            waiting.clear();
            places.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all that waits. */
    void clear() {
        lock.lock();
        try {
            waiting.clear();
            places.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Has {@link #take} return early. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
