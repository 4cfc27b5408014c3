package net.roboconf.core.messaging;

/**
 * The version of what an agent states about its exports. Newer epochs win over newer sequences.
 *
 * @param epoch how often the agent has started under its machine key; from 1
 * @param sequence grows with each statement of the agent; from 1
 */
public record StatementVersion(long epoch, long sequence) implements Comparable<StatementVersion> {

    @Override
    public int compareTo(StatementVersion other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    /** Whether this version is newer than the other. */
    public boolean isNewerThan(StatementVersion other) {
        return compareTo(other) > 0;
    }
}
