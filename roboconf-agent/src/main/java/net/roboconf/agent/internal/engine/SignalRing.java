package net.roboconf.agent.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;

/**
 * The signals that the Deployment Manager has not acknowledged. When there are too many the oldest are given up, and the
 * one behind them says how many. The same notes come to the same ring.
 */
public final class SignalRing {

    /** How many are kept: a while without the Deployment Manager, and never more than a small part of a message. */
    public static final int MOST = 100;

    private final Deque<Signal> signals = new ArrayDeque<>();

    void add(Signal signal) {
        signals.addLast(signal);
        if (signals.size() > MOST) {
            Signal gone = signals.removeFirst();
            Signal next = signals.removeFirst();
            signals.addFirst(new Signal(
                    next.number(),
                    next.at(),
                    next.path(),
                    next.name(),
                    next.text(),
                    next.dropped() + gone.dropped() + 1));
        }
    }

    /**
     * Forgets a signal, and all before it: the Deployment Manager takes them in this order.
     *
     * @return whether there was anything to forget
     */
    boolean taken(SignalNumber newest) {
        int last = 0;
        int at = 0;
        for (Signal signal : signals) {
            at++;
            if (signal.number().isUpTo(newest)) {
                last = at;
            }
        }
        Iterator<Signal> oldest = signals.iterator();
        for (int i = 0; i < last; i++) {
            oldest.next();
            oldest.remove();
        }
        return last > 0;
    }

    /** All of them, oldest first. */
    List<Signal> all() {
        return new ArrayList<>(signals);
    }

    /** The number of the newest; null when there is none. */
    SignalNumber newest() {
        return signals.isEmpty() ? null : signals.getLast().number();
    }
}
