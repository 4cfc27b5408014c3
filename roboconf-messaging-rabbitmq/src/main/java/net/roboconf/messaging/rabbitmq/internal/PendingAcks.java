package net.roboconf.messaging.rabbitmq.internal;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The acknowledgements of one channel that wait to be sent. Deliveries are numbered 1, 2, 3… and mostly acknowledged in
 * that order: a run without a gap is sent as one acknowledgement. For one thread.
 */
final class PendingAcks {

    /** Sends acknowledgements. */
    interface Sender {

        /** Acknowledges one delivery, or all up to it. */
        void acknowledge(long tag, boolean multiple) throws IOException;
    }

    private final Sender sender;
    /** Every delivery up to this one was acknowledged. */
    private long complete;
    /** What was acknowledged beyond that, and whether the broker was told. */
    private final NavigableMap<Long, Boolean> beyond = new TreeMap<>();

    PendingAcks(Sender sender) {
        this.sender = sender;
    }

    /** Takes note that a delivery was acknowledged. A second time changes nothing. */
    void add(long tag) {
        if (tag > complete) {
            beyond.putIfAbsent(tag, false);
        }
    }

    /** Tells the broker what it does not know yet. */
    void flush() throws IOException {
        long last = 0;
        int untold = 0;
        while (!beyond.isEmpty() && beyond.firstKey() == complete + 1) {
            Map.Entry<Long, Boolean> next = beyond.pollFirstEntry();
            complete = next.getKey();
            if (!next.getValue()) {
                last = complete;
                untold++;
            }
        }
        if (untold > 0) {
            sender.acknowledge(last, untold > 1);
        }
        // A delivery in between is still at work; those after it must not use up the prefetch.
        Iterator<Map.Entry<Long, Boolean>> rest = beyond.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<Long, Boolean> one = rest.next();
            if (!one.getValue()) {
                sender.acknowledge(one.getKey(), false);
                one.setValue(true);
            }
        }
    }
}
