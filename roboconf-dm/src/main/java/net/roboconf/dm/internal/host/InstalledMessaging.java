package net.roboconf.dm.internal.host;

import net.roboconf.core.messaging.MessagingProvider;

/**
 * A messaging technology with what it has said about itself once, so that it is never asked again.
 *
 * @param type its name
 * @param provider does the work
 */
public record InstalledMessaging(String type, MessagingProvider provider) {

    /**
     * Asks a technology, on this thread; whatever it throws is thrown.
     *
     * @throws IllegalArgumentException when what it says cannot be used; its message is for people
     */
    public static InstalledMessaging of(MessagingProvider provider) {
        if (provider == null) {
            throw new IllegalArgumentException(
                    "its bundle did not make it; data/log/karaf.log says what its constructor threw");
        }
        String type = provider.type();
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException("it does not say its type");
        }
        return new InstalledMessaging(type, provider);
    }
}
