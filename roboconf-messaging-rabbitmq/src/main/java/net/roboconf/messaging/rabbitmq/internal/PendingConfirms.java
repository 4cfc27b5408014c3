package net.roboconf.messaging.rabbitmq.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The messages of one channel that the broker has not confirmed yet. Each leaves exactly once: confirmed, refused, or
 * lost with the channel. Safe for use by many threads.
 */
final class PendingConfirms {

    private final NavigableMap<Long, Outgoing> pending = new TreeMap<>();

    /** Adds one. */
    synchronized void add(long number, Outgoing message) {
        pending.put(number, message);
    }

    /** Takes out the message with this number, and with {@code multiple} all before it. */
    synchronized List<Outgoing> settle(long number, boolean multiple) {
        if (multiple) {
            Map<Long, Outgoing> settled = pending.headMap(number, true);
            List<Outgoing> messages = new ArrayList<>(settled.values());
            settled.clear();
            return messages;
        }
        Outgoing message = pending.remove(number);
        return message == null ? List.of() : List.of(message);
    }

    /** Takes out all. */
    synchronized List<Outgoing> settleAll() {
        List<Outgoing> messages = new ArrayList<>(pending.values());
        pending.clear();
        return messages;
    }
}
