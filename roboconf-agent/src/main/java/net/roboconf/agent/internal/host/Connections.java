package net.roboconf.agent.internal.host;

import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;

/** How an agent comes by its places in the messaging. */
@FunctionalInterface
public interface Connections {

    /** Opens a place; returns at once. */
    Messaging open(Participant participant, MessagingListener listener);
}
