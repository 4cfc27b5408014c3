package net.roboconf.core.messaging;

/**
 * Which signal. Boot ids are never used twice, so no two signals have the same number: not of a machine whose disk was
 * wiped or set back, and not of one that was copied.
 *
 * @param bootId of the agent's start in which the signal was raised
 * @param number grows by one with each signal of that start, with those that were given up as well; from 1
 */
public record SignalNumber(String bootId, long number) {

    /** Whether this is the other one, or was raised before it in the same start. */
    public boolean isUpTo(SignalNumber other) {
        return bootId.equals(other.bootId) && number <= other.number;
    }
}
