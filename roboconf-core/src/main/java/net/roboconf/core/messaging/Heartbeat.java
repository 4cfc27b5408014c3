package net.roboconf.core.messaging;

import java.util.Map;
import net.roboconf.core.model.MachineKey;

/**
 * From an agent to the Deployment Manager, every few seconds and on each connection. Carries versions and digests:
 * whoever sees an older one repairs it.
 *
 * @param machine the machine that speaks
 * @param epoch its agent's epoch
 * @param bootId random per start of the agent
 * @param observedSequence the newest {@link Observed} that the agent has stated in this epoch; 0 for none
 * @param accepted the newest order that the agent has accepted
 * @param address the machine's address
 * @param importDigests for each subject that is imported, {@link ExportsDigest} of what the agent holds
 * @param relocation the number of the newest {@link Relocate} that the agent has taken; 0 for none
 * @param signals the newest signal that the Deployment Manager has not acknowledged; null for none
 */
public record Heartbeat(
        MachineKey machine,
        long epoch,
        String bootId,
        long observedSequence,
        OrderVersion accepted,
        String address,
        Map<ExportsSubject, String> importDigests,
        long relocation,
        @MayBeAbsent SignalNumber signals)
        implements Message {

    /** Makes the map immutable. */
    public Heartbeat {
        importDigests = Map.copyOf(importDigests);
    }

    /** The same of an agent that has taken this relocation. */
    public Heartbeat withRelocation(long number) {
        return new Heartbeat(
                machine, epoch, bootId, observedSequence, accepted, address, importDigests, number, signals);
    }
}
