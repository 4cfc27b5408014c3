package net.roboconf.dm.internal.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.MachineKey;

/**
 * What the agent of a machine has reported, the instances apart.
 *
 * @param machine the machine
 * @param epoch the highest epoch that was heard
 * @param bootId of the agent that spoke in it
 * @param sequence of the newest {@code Observed} of that epoch; 0 for none
 * @param accepted the newest order that the agent has accepted, as of that statement
 * @param address by which others reach the machine; never null
 * @param exported for each subject that was ever exported, the version of its newest statement
 * @param signals of some of the agent's starts, the newest last, the newest signal that was told; bounded
 * @param scripts how the scripts of its target have ended on it, as of that statement; null while they have not
 */
public record StoredReport(
        MachineKey machine,
        long epoch,
        String bootId,
        long sequence,
        OrderVersion accepted,
        String address,
        Map<ExportsSubject, StatementVersion> exported,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SignalNumber> signals,
        ObservedScripts scripts) {

    /** Makes the collections immutable. Most machines have no signals, and then nothing is written of them. */
    public StoredReport {
        exported = Map.copyOf(exported);
        signals = signals == null ? List.of() : List.copyOf(signals);
    }
}
