package net.roboconf.core.messaging;

import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to one agent: state anew what is on your machine; or, when there are {@code rivals}: change
 * nothing on it for now; or, when there are {@code signals}: they were taken, and nothing needs to be stated.
 *
 * @param machine who is asked
 * @param term the asking Deployment Manager's term; an agent ignores an older one than it has accepted
 * @param knownEpoch the highest epoch of this machine that the Deployment Manager has heard of; an agent whose own is
 *     lower takes the next one
 * @param knownSequence the newest {@link Observed} of that epoch that the Deployment Manager holds; 0 for none
 * @param rivals whether two agents speak under this key; repeated as long as they do
 * @param signals acknowledges this signal and all that were told before it; null in what is a question
 */
public record ObservedAsk(
        MachineKey machine,
        long term,
        long knownEpoch,
        long knownSequence,
        boolean rivals,
        @MayBeAbsent SignalNumber signals)
        implements Message {}
