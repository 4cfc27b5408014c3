package net.roboconf.core.messaging;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import net.roboconf.core.messaging.RejectedMessage.Problem;

/**
 * Where one participant sets aside what it rejected, for people to look at. Bounded by number and by bytes: the oldest go
 * first. Of a large message only the beginning is kept. In memory alone: it ends with the process. Thread-safe.
 */
public final class RejectedMessages {

    /** How many are kept unless told otherwise. */
    public static final int MOST = 100;

    /** How many bytes of them are kept together unless told otherwise. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** How many bytes of one are kept; enough to see whose it is. */
    static final int MOST_BYTES_OF_ONE = 16 * 1024;

    /**
     * One that was set aside.
     *
     * @param number grows with each; from 1
     * @param at wall-clock time when it came, in milliseconds since 1970
     * @param sender the broker-checked account; empty when the broker names none
     * @param route where it was published
     * @param problem what is wrong with it
     * @param why the same in words
     * @param size of the whole message in bytes
     * @param beginning its first bytes, at most 16 KiB; the array must not be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(
            long number,
            long at,
            String sender,
            String route,
            Problem problem,
            String why,
            long size,
            byte[] beginning) {}

    private final int most;
    private final int mostBytes;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private int bytes;
    private long count;

    /** Empty, with room for {@value #MOST} messages and {@value #MOST_BYTES} bytes. */
    public RejectedMessages() {
        this(MOST, MOST_BYTES);
    }

    /**
     * Empty.
     *
     * @param most how many are kept at most; at least 1
     * @param mostBytes how many bytes of them are kept together at most; the newest is kept even if it has more
     */
    public RejectedMessages(int most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /**
     * Sets one aside.
     *
     * @param at wall-clock time in milliseconds since 1970
     */
    public synchronized Kept add(RejectedMessage message, long at) {
        byte[] all = message.bytes();
        Kept one = new Kept(
                ++count,
                at,
                message.sender(),
                message.route(),
                message.problem(),
                message.why(),
                all.length,
                Arrays.copyOf(all, Math.min(all.length, MOST_BYTES_OF_ONE)));
        kept.addLast(one);
        bytes += one.beginning().length;
        while (kept.size() > most || bytes > mostBytes && kept.size() > 1) {
            bytes -= kept.removeFirst().beginning().length;
        }
        return one;
    }

    /** Those that are kept, oldest first. */
    public synchronized List<Kept> list() {
        return List.copyOf(kept);
    }

    /** How many there have been since the start, those that are not kept any more included. */
    public synchronized long count() {
        return count;
    }
}
