package net.roboconf.agent.internal.host;

import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Relocate;

/** How an agent comes by its places in the messaging. */
@FunctionalInterface
public interface Connections {

    /** Opens a place; returns at once. */
    Messaging open(Participant participant, MessagingListener listener);

    /**
     * The Deployment Manager says where to meet. An agent that shares a connection of others goes where that goes. Returns
     * at once.
     */
    default void told(Relocate where) {}

    /** The number of the newest {@link Relocate} that was taken; 0 for none. */
    default long relocation() {
        return 0;
    }

    /** Where the messaging is, for people and without secrets; empty when it is others that know. */
    default String where() {
        return "";
    }
}
