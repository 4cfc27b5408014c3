package net.roboconf.simulator;

import java.util.PriorityQueue;

/** A clock that jumps from one thing to do to the next. Things of one moment are done in the order in which they came. */
final class VirtualTime {

    private record Due(long at, long number, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private long now;
    private long numbers;

    /** In milliseconds since the beginning. */
    long now() {
        return now;
    }

    void in(long delay, Runnable action) {
        dues.add(new Due(now + Math.max(0, delay), ++numbers, action));
    }

    /** Does the next thing, if it is due until then. */
    boolean step(long until) {
        Due next = dues.peek();
        if (next == null || next.at() > until) {
            now = Math.max(now, until);
            return false;
        }
        dues.remove();
        now = next.at();
        next.action().run();
        return true;
    }
}
