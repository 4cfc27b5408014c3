package net.roboconf.messaging.rabbitmq.internal;

import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;

/**
 * A message on its way to the broker.
 *
 * @param from who is told when it is not confirmed
 * @param to its address
 * @param message what it says
 * @param settled told when it is on its way no more, one way or the other
 */
record Outgoing(AmqpMessaging from, Address to, Message message, Runnable settled) {

    /** What it is, for people. */
    String kind() {
        return message.getClass().getSimpleName();
    }
}
