package net.roboconf.core.messaging;

/**
 * The version of what a Deployment Manager orders on one machine. Newer terms win over newer revisions.
 *
 * @param term grows each time a Deployment Manager becomes active; from 1, 0 for "no order yet"
 * @param revision grows with each change of what is desired on the machine; from 1, 0 for "no order yet"
 */
public record OrderVersion(long term, long revision) implements Comparable<OrderVersion> {

    /** Older than any order. */
    public static final OrderVersion NONE = new OrderVersion(0, 0);

    @Override
    public int compareTo(OrderVersion other) {
        int byTerm = Long.compare(term, other.term);
        return byTerm != 0 ? byTerm : Long.compare(revision, other.revision);
    }

    /** Whether this version is newer than the other. */
    public boolean isNewerThan(OrderVersion other) {
        return compareTo(other) > 0;
    }
}
