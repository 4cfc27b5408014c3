package net.roboconf.core.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.MachineKey;

/**
 * From an agent to the Deployment Manager: everything that is on its machine. Never holds imports: the Deployment
 * Manager derives them from the exports.
 *
 * @param machine the machine that speaks
 * @param epoch how often its agent has started; from 1
 * @param bootId random per start of the agent: two that alternate under one key are two agents
 * @param sequence grows with each statement of this epoch; from 1
 * @param accepted the newest order that the agent has accepted; {@link OrderVersion#NONE} before the first
 * @param address the machine's address that others reach it by; never null
 * @param instances parents before their children
 * @param exported for each subject that was ever exported, the version of its newest {@link Exports}
 * @param transitions state changes since the last statement, oldest first; bounded, the oldest are left out
 * @param signals those that the Deployment Manager has not acknowledged, oldest first; bounded
 * @param scripts how the scripts of the machine's target have ended; null while they have not, or there are none
 */
public record Observed(
        MachineKey machine,
        long epoch,
        String bootId,
        long sequence,
        OrderVersion accepted,
        String address,
        List<ObservedInstance> instances,
        Map<ExportsSubject, StatementVersion> exported,
        List<Transition> transitions,
        @MayBeAbsent @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Signal> signals,
        @MayBeAbsent ObservedScripts scripts)
        implements Message {

    /** Makes the collections immutable. No signals are not written at all. */
    public Observed {
        instances = List.copyOf(instances);
        exported = Map.copyOf(exported);
        transitions = List.copyOf(transitions);
        signals = signals == null ? List.of() : List.copyOf(signals);
    }
}
