package net.roboconf.dm.internal.state;

import java.util.List;
import net.roboconf.core.messaging.MessagingSettings;

/**
 * Where agents are met, and where some may still be.
 *
 * @param number of the newest relocation; 0 as long as there was none
 * @param used the place that was entered last, then those that were left and may not be empty; empty before the first. Each
 *     with the settings of the Deployment Manager: they hold its passwords
 */
public record StoredMessaging(long number, List<MessagingSettings> used) {

    /** Before any place was entered. */
    public static final StoredMessaging NONE = new StoredMessaging(0, List.of());

    /** Makes the list immutable. */
    public StoredMessaging {
        used = List.copyOf(used);
    }
}
