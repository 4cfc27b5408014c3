package net.roboconf.agent.internal.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/** What the engine knows of one instance. Plain fields: only the engine's own classes touch them, on one thread. */
final class Instance {

    final InstancePath path;

    /** What was last ordered for it; an instance that is not ordered any more keeps its last order. */
    DesiredInstance desired;

    /** On the same machine; null for the top of the machine. */
    Instance parent;

    final Map<InstancePath, Instance> children = new TreeMap<>();

    InstanceState state = InstanceState.NOT_DEPLOYED;
    Reason reason = Reason.NONE;
    String message = "";
    long since;
    long starts;
    Set<Step> optionalSteps = Set.of();
    StepReport lastStep;

    // A problem: what it was before, and what must change before it is left.
    InstanceState lastStable;
    Step failedStep;
    long failedAttempt;
    InstanceState failedExpected;

    // The step that runs. While the recipe is fetched or a step of an earlier run is ended there is none yet.
    Step runningStep;
    String runningStepId;
    boolean preparing;

    /** A start was begun and no stop has ended since: a stop is due before an undeploy, and before its parent's stop. */
    boolean mayBeRunning;

    /** Whether the other agents are told of it. */
    boolean exported;

    // A drain: for each subject the statement that importers must have applied.
    final Map<ExportsSubject, StatementVersion> draining = new HashMap<>();
    long drainBegan;
    long drainProgressed;

    /** Exporters' machines, per subject, that wait for the end of this instance's stop: it needed what they withdrew. */
    final Map<ExportsSubject, Set<MachineKey>> stopAwaitedBy = new HashMap<>();

    // Imports: applied, waiting to be applied (with the machine whose statement said so), being applied, to be
    // repeated.
    final Map<ExportsSubject, Map<InstancePath, AppliedImport>> applied = new HashMap<>();
    final PendingChanges waiting = new PendingChanges();
    final PendingChanges applying = new PendingChanges();
    final Map<ExporterKey, AppliedImport> applyingValues = new HashMap<>();
    final PendingChanges repeat = new PendingChanges();

    /**
     * Exporters of which an update was begun that has not succeeded, with what it told of them. It may have done a part
     * of its work, or all of it: so the next update of them is due even when they are again as they were applied.
     */
    final Map<ExporterKey, AppliedImport> unsure = new HashMap<>();

    int updateFailures;

    // Supervision.
    int restarts;
    int failedChecks;

    /** It was time for a check while another step ran. */
    boolean checkDue;

    long startedAt;

    /** Its state has changed since it was last stored. */
    boolean unsaved;

    /** The change is one of those that must be on the disk: an order, the beginning or the end of a step. */
    boolean unsavedDurably;

    Instance(InstancePath path, DesiredInstance desired) {
        this.path = path;
        this.desired = desired;
    }

    boolean isBusy() {
        return preparing || runningStep != null;
    }

    boolean isExpected(InstanceState expected) {
        return desired.expected() == expected;
    }

    /** Whether what other agents state is of interest now: it runs, or is about to. */
    boolean listens() {
        return state == InstanceState.DEPLOYED_STARTED || state == InstanceState.STARTING;
    }

    /** Whether nothing of it is active: its parent may stop. */
    boolean isQuiet() {
        return !isBusy()
                && switch (state) {
                    case STARTING, DEPLOYED_STARTED, STOPPING -> false;
                    case DEPLOYED_STOPPED, UNRESOLVED, WAITING_FOR_ANCESTOR -> !mayBeRunning;
                    case NOT_DEPLOYED, DEPLOYING, UNDEPLOYING -> true;
                    case PROBLEM -> !isOnlyTakenForDead();
                };
    }

    /** Whether its checks have failed; they may be wrong. */
    boolean isOnlyTakenForDead() {
        return state == InstanceState.PROBLEM && failedStep == Step.CHECK && mayBeRunning;
    }

    /** Whether it counts as dead because a probe got no good answer: then it may as well hang, and hold its ports. */
    boolean mayHang() {
        return lastStep != null && lastStep.step() == Step.CHECK && lastStep.outcome() == Reason.CHECK_FAILED;
    }

    /** How it imports a subject; null when it does not. */
    DesiredImport importOf(ExportsSubject subject) {
        for (DesiredImport wanted : desired.imports()) {
            if (wanted.prefix().equals(subject.prefix())
                    && wanted.external() == subject.external()
                    && (!wanted.external() || wanted.providers().contains(subject.application()))) {
                return wanted;
            }
        }
        return null;
    }

    AppliedImport appliedOf(ExporterKey key) {
        return applied.getOrDefault(key.subject(), Map.of()).get(key.path());
    }

    void apply(ExporterKey key, AppliedImport value) {
        Map<InstancePath, AppliedImport> ofSubject = applied.computeIfAbsent(key.subject(), subject -> new HashMap<>());
        if (value == null) {
            ofSubject.remove(key.path());
        } else {
            ofSubject.put(key.path(), value);
        }
    }

    /**
     * Drops all changes that wait; those of the given prefixes are dealt with when this instance's stop is over. What is
     * unsure stays so: the stop may be called off, and then only the next start tells everything anew.
     */
    void letGoOfImports(List<String> lostPrefixes) {
        waiting.all().forEach((exporter, machine) -> {
            if (lostPrefixes.contains(exporter.subject().prefix())) {
                stopAwaitedBy
                        .computeIfAbsent(exporter.subject(), subject -> new HashSet<>())
                        .add(machine);
            }
        });
        waiting.clear();
        repeat.clear();
        updateFailures = 0;
    }

    /** Whether an exporter's machine must still wait for this instance. */
    boolean isApplying(ExportsSubject subject, MachineKey machine) {
        return waiting.holds(subject, machine)
                || applying.holds(subject, machine)
                || stopAwaitedBy.getOrDefault(subject, Set.of()).contains(machine);
    }

    Memo.Instance memo() {
        // Checks have memos of their own: see Memo.Check.
        boolean checking = runningStep == Step.CHECK;
        return new Memo.Instance(
                desired,
                state,
                reason,
                message,
                since,
                lastStable,
                failedStep,
                failedAttempt,
                failedExpected,
                starts,
                optionalSteps,
                checking ? null : runningStep,
                checking ? null : runningStepId,
                lastStep,
                unsureBySubject(),
                mayBeRunning);
    }

    private Map<ExportsSubject, Map<InstancePath, AppliedImport>> unsureBySubject() {
        if (unsure.isEmpty()) {
            return Map.of();
        }
        Map<ExportsSubject, Map<InstancePath, AppliedImport>> bySubject = new TreeMap<>();
        unsure.forEach((exporter, told) -> bySubject
                .computeIfAbsent(exporter.subject(), subject -> new TreeMap<>())
                .put(exporter.path(), told));
        return bySubject;
    }

    ObservedInstance observed(Map<String, String> exports, List<String> missing) {
        return new ObservedInstance(
                path, state, reason, message, since, desired.attempt(), lastStable, starts, exports, missing, lastStep);
    }
}
