package net.roboconf.core.messaging;

import java.util.Map;

/** A messaging technology, offered by a bundle as a service. */
public interface MessagingProvider {

    /** The name by which configuration chooses it: {@code rabbitmq}. */
    String type();

    /**
     * Opens a place for a participant. Returns at once; the connection is made in the background.
     *
     * @param settings the technology's own keys, as they stand in the configuration or in a machine's user-data
     * @throws IllegalArgumentException when the settings cannot be used; says which and what to write instead
     */
    Messaging open(Participant self, Map<String, String> settings, MessagingListener listener);

    /**
     * The accounts of agents on the broker that these settings lead to, for a Deployment Manager.
     *
     * @throws IllegalArgumentException when the settings cannot be used
     */
    Accounts accounts(Map<String, String> settings);
}
