package net.roboconf.core.probe;

import net.roboconf.core.plugin.StepContext;

/**
 * Looks from outside whether software does its work, for the lines of {@code probes/COMPONENT.probes} that name its handler.
 * Offered as an OSGi service; it may come, go and be replaced by a newer version at any time.
 *
 * <p><b>Calls.</b> The agent calls on a thread of its own, within the {@code check} of an instance: one call at a time per
 * instance and several at the same time for different instances. A call may block for as long as {@link
 * StepContext#timeLimit()}; past it the thread is interrupted, and the probe has failed. It changes nothing.
 */
public interface Probe {

    /** The first word of the lines that it serves, such as {@code jmx}; compared without case. Never changes. */
    String handler();

    /**
     * Looks once.
     *
     * @param text what follows the handler in the line, all {@code {{ names }}} filled in, without the words about time
     * @param context of the instance; its time limit is that of this call, its step is {@code CHECK}
     * @throws ProbeFailure when the software does not do what the line expects: when that happens twice in a row the
     *     software counts as dead. Any other exception says nothing about the software: it is shown, and nothing is
     *     restarted for it
     */
    void look(String text, StepContext context) throws ProbeFailure, InterruptedException;
}
