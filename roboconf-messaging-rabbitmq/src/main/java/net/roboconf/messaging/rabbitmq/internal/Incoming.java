package net.roboconf.messaging.rabbitmq.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;

/**
 * A message for one participant. Several participants on one connection may hear the same: the broker is told when the
 * last of them has acknowledged.
 */
final class Incoming implements MessagingListener.Delivery {

    private final Message message;
    private final String sender;
    private final AtomicInteger open;
    private final Runnable last;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    /**
     * One participant's part of a delivery.
     *
     * @param open how many parts are not acknowledged; shared by them
     * @param last tells the broker
     */
    Incoming(Message message, String sender, AtomicInteger open, Runnable last) {
        this.message = message;
        this.sender = sender;
        this.open = open;
        this.last = last;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public String sender() {
        return sender;
    }

    @Override
    public void acknowledge() {
        if (acknowledged.compareAndSet(false, true) && open.decrementAndGet() == 0) {
            last.run();
        }
    }

    boolean isAcknowledged() {
        return acknowledged.get();
    }

    @Override
    public String toString() {
        return message.getClass().getSimpleName() + " from " + sender;
    }
}
