package net.roboconf.dm.internal.host;

import java.time.Duration;
import net.roboconf.core.target.Target;
import net.roboconf.dm.internal.engine.Handlers;

/**
 * A target with what it has said about itself once, so that it is never asked again.
 *
 * @param handler in lower case
 * @param lateCreation in milliseconds: {@link Target#lateCreation()}
 * @param target does the work
 */
public record InstalledTarget(String handler, long lateCreation, Target target) {

    /**
     * Asks a target, on this thread; whatever it throws is thrown.
     *
     * @throws IllegalArgumentException when what it says cannot be used; its message is for people
     */
    public static InstalledTarget of(Target target) {
        if (target == null) {
            throw new IllegalArgumentException(
                    "its bundle did not make it; data/log/karaf.log says what its constructor threw");
        }
        String handler = target.handler();
        if (handler == null || handler.isBlank()) {
            throw new IllegalArgumentException("it does not say its handler");
        }
        Duration late = target.lateCreation();
        if (late == null || late.isNegative()) {
            throw new IllegalArgumentException("it does not say how late a creation may have its effect");
        }
        return new InstalledTarget(Handlers.normal(handler), late.toMillis(), target);
    }
}
