package net.roboconf.core.messaging;

import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to every agent of an application, and of those that are bound to it or that it is bound to: an epoch of a machine is over. Everything that was
 * stated in it, or in an earlier one, counts as withdrawn. A voided epoch never speaks again: its agent takes the next.
 *
 * @param application the name of the application
 * @param machine the machine that is judged
 * @param epoch the highest epoch that is void
 * @param term the judging Deployment Manager's term
 * @param number grows with each verdict of a term
 * @param gone whether the machine does not exist any more: nothing of it needs to be remembered
 */
public record Verdict(String application, MachineKey machine, long epoch, long term, long number, boolean gone)
        implements Message {}
