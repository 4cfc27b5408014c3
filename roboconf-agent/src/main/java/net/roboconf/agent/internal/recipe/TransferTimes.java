package net.roboconf.agent.internal.recipe;

import java.util.function.LongSupplier;

/**
 * The times of a transfer, in milliseconds.
 *
 * @param clock never jumps
 * @param deadline a piece that did not come for so long is asked for again
 * @param limit a transfer without any progress for so long has failed, the time without a connection apart
 * @param idle the side channel is closed after so long without use
 */
public record TransferTimes(LongSupplier clock, long deadline, long limit, long idle) {

    long now() {
        return clock.getAsLong();
    }
}
