package net.roboconf.messaging.rabbitmq.internal;

import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;

/**
 * A message on its way to the broker.
 *
 * @param from who is told when it is not confirmed
 * @param to its address
 * @param message what it says
 */
record Outgoing(AmqpMessaging from, Address to, Message message) {

    /** What it is, for people. */
    String kind() {
        return message.getClass().getSimpleName();
    }
}
