package net.roboconf.core.messaging;

import java.util.Map;

/**
 * The broker inside the Deployment Manager's process, offered as a service while it runs.
 *
 * <p>It listens from the first {@link Accounts#ensure} on, be it for nobody: so no agent is refused because its account
 * is not known yet. Until then {@link MessagingProvider#open} tries in vain, as with any broker that is not there yet.
 */
public interface EmbeddedBroker {

    /** Settings for {@link MessagingProvider#open} that let the Deployment Manager use this broker. */
    Map<String, String> managerSettings();

    /** The accounts of agents on this broker. They are gone when it stops: the Deployment Manager makes them again. */
    Accounts accounts();
}
