package net.roboconf.dm.internal.host;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.dm.internal.engine.DmEvent;

/**
 * Sets aside what could not be understood or dealt with, and has an event told of it: of each sender once a minute at most,
 * with how many there were meanwhile, so that who sends nonsense in a loop fills neither the store nor anybody's screen.
 * Safe for use by many threads.
 */
final class Rejections {

    /** Between two events about one sender, in milliseconds. */
    static final long QUIET = 60_000;

    /** Senders that are remembered; the one that was told of longest ago is forgotten first. */
    private static final int SENDERS = 1_000;

    private final RejectedMessages messages = new RejectedMessages();
    private final Clock clock;
    private final Consumer<DmEvent> events;
    private final Map<String, Told> told = new LinkedHashMap<>();

    /**
     * What was told of one sender.
     *
     * @param at when, on the clock that never jumps
     * @param untold how many came since
     */
    private record Told(long at, long untold) {}

    /** Tells these of what comes. */
    Rejections(Clock clock, Consumer<DmEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    void add(RejectedMessage message) {
        messages.add(message, clock.now().wall());
        long untold = toTell(message.sender());
        if (untold >= 0) {
            events.accept(new DmEvent.Rejected(
                    message.sender(), message.problem(), message.why(), message.bytes().length, untold));
        }
    }

    /** The same with one that could be read. */
    void add(Delivery delivery, Problem problem, String why) {
        byte[] text = delivery.message().toString().getBytes(StandardCharsets.UTF_8);
        add(new RejectedMessage(delivery.sender(), delivery.message().getClass().getSimpleName(), problem, why, text));
    }

    /** How many of this sender were not told of before this one; -1 when this is not to be told of either. */
    private synchronized long toTell(String sender) {
        long now = clock.now().monotonic();
        Told last = told.get(sender);
        if (last != null && now - last.at() < QUIET) {
            told.put(sender, new Told(last.at(), last.untold() + 1));
            return -1;
        }
        told.remove(sender);
        told.put(sender, new Told(now, 0));
        if (told.size() > SENDERS) {
            told.remove(told.keySet().iterator().next());
        }
        return last == null ? 0 : last.untold();
    }

    /** Those that are kept, oldest first. */
    List<RejectedMessages.Kept> list() {
        return messages.list();
    }

    /** How many there have been. */
    long count() {
        return messages.count();
    }
}
