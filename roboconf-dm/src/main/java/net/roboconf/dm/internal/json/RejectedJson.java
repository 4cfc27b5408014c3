package net.roboconf.dm.internal.json;

import java.nio.charset.StandardCharsets;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessages;

/**
 * A message that was set aside.
 *
 * @param sender null when the broker does not say
 * @param beginning of the message as text; what is no UTF-8 is replaced
 */
public record RejectedJson(
        long number,
        String at,
        String sender,
        String route,
        RejectedMessage.Problem problem,
        String why,
        long size,
        String beginning) {

    /** As it was kept. */
    public static RejectedJson of(RejectedMessages.Kept kept) {
        return new RejectedJson(
                kept.number(),
                Json.time(kept.at()),
                kept.sender().isEmpty() ? null : kept.sender(),
                kept.route(),
                kept.problem(),
                kept.why(),
                kept.size(),
                new String(kept.beginning(), StandardCharsets.UTF_8));
    }
}
