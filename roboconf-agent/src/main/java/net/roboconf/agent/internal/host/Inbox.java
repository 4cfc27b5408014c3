package net.roboconf.agent.internal.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.SignalRing;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened to an agent and is not handled yet, in order. Of statements about the same subject only the newest is
 * kept, at the place of the first: that, and a limit for other messages, is what keeps it small when an agent is slow.
 * Whatever message is left out is repaired by the protocol. Of signals the newest are kept, and how many were left out is
 * told with the next one; other events from inside the agent are never left out. Thread-safe.
 */
final class Inbox {

    /** Messages that may wait; far more than the broker hands over without acknowledgement. */
    static final int MOST_MESSAGES = 10_000;

    /**
     * One thing that happened.
     *
     * @param event what
     * @param delivery to be acknowledged after it is handled; null when it was no message
     */
    record Item(AgentEvent event, Delivery delivery) {

        void acknowledge() {
            if (delivery != null) {
                delivery.acknowledge();
            }
        }
    }

    private record Subject(Class<? extends Message> flow, String sender, Object about) {}

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** Keyed by the subject of a statement; by an object of its own for everything else. */
    private final Map<Object, Item> items = new LinkedHashMap<>();

    /** The keys of the signals among them, in order. */
    private final Deque<Object> signals = new ArrayDeque<>();

    private int messages;
    private long leftOut;

    /** Adds what happened inside the agent. */
    synchronized void add(AgentEvent event) {
        Object key = new Object();
        items.put(key, new Item(event, null));
        if (event instanceof AgentEvent.Signalled) {
            signals.add(key);
            if (signals.size() > SignalRing.MOST) {
                leaveOutOldestSignal();
            }
        }
    }

    private void leaveOutOldestSignal() {
        long dropped = 1 + signal(items.remove(signals.remove())).dropped();
        AgentEvent.Signalled next = signal(items.get(signals.element()));
        items.put(
                signals.element(),
                new Item(
                        new AgentEvent.Signalled(next.path(), next.name(), next.text(), next.dropped() + dropped),
                        null));
    }

    private static AgentEvent.Signalled signal(Item item) {
        return (AgentEvent.Signalled) item.event();
    }

    /** Adds a message, or acknowledges one that is not needed. */
    void add(Delivery delivery) {
        Item item = new Item(new AgentEvent.Received(delivery.message(), delivery.sender()), delivery);
        Item notNeeded = place(item, subject(delivery));
        if (notNeeded != null) {
            notNeeded.acknowledge();
        }
    }

    private synchronized Item place(Item item, Subject subject) {
        if (subject == null) {
            if (messages >= MOST_MESSAGES) {
                leftOut++;
                if (Long.bitCount(leftOut) == 1) {
                    LOG.warn("The agent is too slow for what it is told: {} messages were left out so far", leftOut);
                }
                return item;
            }
            items.put(new Object(), item);
            messages++;
            return null;
        }
        Item waiting = items.get(subject);
        if (waiting != null && !isNewer(item, waiting)) {
            return item;
        }
        items.put(subject, item);
        messages += waiting == null ? 1 : 0;
        return waiting;
    }

    private static Subject subject(Delivery delivery) {
        Message message = delivery.message();
        if (message instanceof Desired desired) {
            return new Subject(Desired.class, delivery.sender(), desired.machine());
        }
        if (message instanceof Exports exports) {
            record About(Object subject, Object machine) {}
            return new Subject(Exports.class, delivery.sender(), new About(exports.subject(), exports.machine()));
        }
        return null;
    }

    private static boolean isNewer(Item item, Item than) {
        Message one = item.delivery().message();
        Message other = than.delivery().message();
        if (one instanceof Desired desired && other instanceof Desired waiting) {
            return desired.version().isNewerThan(waiting.version());
        }
        if (one instanceof Exports exports && other instanceof Exports waiting) {
            return exports.version().isNewerThan(waiting.version());
        }
        throw new IllegalStateException("Not two statements of one flow: " + one + ", " + other);
    }

    /** Takes the oldest ones out. */
    synchronized List<Item> take(int most) {
        List<Item> taken = new ArrayList<>();
        Iterator<Item> each = items.values().iterator();
        while (each.hasNext() && taken.size() < most) {
            Item item = each.next();
            each.remove();
            taken.add(item);
            messages -= item.delivery() == null ? 0 : 1;
            if (item.event() instanceof AgentEvent.Signalled) {
                signals.remove();
            }
        }
        return taken;
    }

    /** Takes out what is over when its engine is: all but signals, which nobody repeats. */
    synchronized List<Item> takeWhatEndsWithAnEngine() {
        List<Item> all = take(Integer.MAX_VALUE);
        all.stream()
                .map(Item::event)
                .filter(AgentEvent.Signalled.class::isInstance)
                .forEach(this::add);
        return all;
    }

    synchronized boolean isEmpty() {
        return items.isEmpty();
    }
}
