package net.roboconf.agent.internal.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * One thing that an agent must know after a restart. A later memo about the same subject replaces an earlier one;
 * {@link AgentMemory} is what all of them come to.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "memo")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Memo.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = Memo.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Memo.Instance.class, name = "instance"),
    @JsonSubTypes.Type(value = Memo.InstanceForgotten.class, name = "instance-forgotten"),
    @JsonSubTypes.Type(value = Memo.Check.class, name = "check"),
    @JsonSubTypes.Type(value = Memo.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = Memo.Statement.class, name = "statement"),
    @JsonSubTypes.Type(value = Memo.Unheard.class, name = "unheard"),
    @JsonSubTypes.Type(value = Memo.Voided.class, name = "voided"),
    @JsonSubTypes.Type(value = Memo.Exported.class, name = "exported"),
    @JsonSubTypes.Type(value = Memo.Signalled.class, name = "signalled"),
    @JsonSubTypes.Type(value = Memo.SignalsTaken.class, name = "signals-taken"),
    @JsonSubTypes.Type(value = Memo.Scripts.class, name = "scripts")
})
public sealed interface Memo {

    /**
     * A start of the agent.
     *
     * @param starts the epoch
     * @param kernelBoot identifies the run of the kernel
     */
    record Epoch(long starts, String kernelBoot) implements Memo {}

    /**
     * The newest order that was accepted, without its instances: those are in {@link Instance}.
     *
     * @param desired with an empty list of instances
     */
    record Order(Desired desired) implements Memo {}

    /**
     * How an instance is.
     *
     * @param desired what was last ordered for it
     * @param state its state
     * @param reason why
     * @param message about the reason
     * @param since wall-clock milliseconds
     * @param lastStable the state left behind by a {@code PROBLEM}; else null
     * @param failedStep the step that led to a {@code PROBLEM}; else null
     * @param failedAttempt the attempt in which it failed
     * @param failedExpected what was expected when it failed; else null
     * @param starts how often it was started
     * @param optionalSteps of its recipe
     * @param runningStep the step that runs, null for none
     * @param runningStepId the id of its run, null for none
     * @param lastStep how the newest step ended; null before the first
     * @param unsure subject, then exporter's path, to what an update that did not succeed has told of it
     * @param mayBeRunning whether a start was begun and no stop has ended since
     */
    record Instance(
            DesiredInstance desired,
            InstanceState state,
            Reason reason,
            String message,
            long since,
            InstanceState lastStable,
            Step failedStep,
            long failedAttempt,
            InstanceState failedExpected,
            long starts,
            Set<Step> optionalSteps,
            Step runningStep,
            String runningStepId,
            StepReport lastStep,
            Map<ExportsSubject, Map<InstancePath, AppliedImport>> unsure,
            boolean mayBeRunning)
            implements Memo {

        /** Memos of an agent that did not know of what is unsure have none of it. */
        public Instance {
            unsure = unsure == null ? Map.of() : unsure;
        }
    }

    /**
     * Nothing is known of an instance any more.
     *
     * @param path the instance
     */
    record InstanceForgotten(InstancePath path) implements Memo {}

    /**
     * A {@code check} was begun. That it has ended is not worth a memo: it is enough to know what to end after a crash.
     *
     * @param path the instance
     * @param stepId the id of its run
     */
    record Check(InstancePath path, String stepId) implements Memo {}

    /**
     * Imports that an instance has applied, per subject and exporter.
     *
     * @param path the instance
     * @param changed subject, then exporter's path, to what was applied
     * @param removed subject to the exporters that are applied no more
     * @param replace whether this replaces all that was applied before, or only the exporters that are named
     */
    record Applied(
            InstancePath path,
            Map<ExportsSubject, Map<InstancePath, AppliedImport>> changed,
            Map<ExportsSubject, List<InstancePath>> removed,
            boolean replace)
            implements Memo {}

    /**
     * The newest statement of an exporting machine about a subject.
     *
     * @param exports the statement
     */
    record Statement(Exports exports) implements Memo {}

    /**
     * Nothing that was stated about a subject counts any more: the application is not bound to it.
     *
     * @param subject what was imported
     */
    record Unheard(ExportsSubject subject) implements Memo {}

    /**
     * An epoch of a machine is over.
     *
     * @param machine the machine
     * @param epoch the highest epoch that is void
     * @param gone whether all of it can be forgotten
     */
    record Voided(MachineKey machine, long epoch, boolean gone) implements Memo {}

    /**
     * A subject was exported from here at least once: each new epoch restates it.
     *
     * @param subject what was exported
     */
    record Exported(ExportsSubject subject) implements Memo {}

    /**
     * A signal was raised. Later ones do not replace it; of all only so many as fit into {@link SignalRing} are kept.
     *
     * @param signal which
     */
    record Signalled(Signal signal) implements Memo {}

    /**
     * The Deployment Manager has told of a signal, and of all before it.
     *
     * @param newest which
     */
    record SignalsTaken(SignalNumber newest) implements Memo {}

    /**
     * The scripts of the machine's target have run.
     *
     * @param ended how that ended
     */
    record Scripts(ObservedScripts ended) implements Memo {}
}
