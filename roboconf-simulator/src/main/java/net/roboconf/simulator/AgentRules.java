package net.roboconf.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.roboconf.agent.internal.engine.AppliedImport;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;

/**
 * What one agent must never do, over all its lives.
 *
 * <ul>
 *   <li>Its epoch grows with every start; it never accepts an order that is older than one that it has accepted.
 *   <li>One version of a statement never says two things.
 *   <li>An id of a step is never used twice, and no step begins before it is noted, on the disk when it changes much.
 *   <li>Nothing is deployed over what was started, or undeployed that was not stopped; nothing is stopped or undeployed
 *       under what still runs.
 *   <li>An update tells of a change: of another value, or another start, than what was applied before.
 * </ul>
 *
 * A machine that is set back has lost what it knew, and begins anew.
 */
final class AgentRules {

    /** An exporter as an instance imports it. */
    private record Import(InstancePath importer, ExportsSubject subject, InstancePath exporter) {}

    private final SimAgent agent;
    private final Set<String> stepIds = new HashSet<>();

    /** Steps that the next life will know of. */
    private final Set<String> noted = new HashSet<>();

    private final Map<String, Object> said = new HashMap<>();
    private final Set<InstancePath> started = new HashSet<>();

    /** What was seen to start, and neither ends nor stands on something that has ended by itself. */
    private final Set<InstancePath> running = new HashSet<>();

    private final Map<Import, AppliedImport> applied = new HashMap<>();

    /** How often an exporter was told of, by updates that were noted as begun, since one of them is known to have succeeded. */
    private final Map<Import, Integer> told = new HashMap<>();

    /** The newest update of an instance that was noted as begun. */
    private final Map<InstancePath, String> notedIds = new HashMap<>();

    /** What the newest update has applied, while it is not noted yet that it is over. */
    private final Map<InstancePath, List<Import>> open = new HashMap<>();

    /** How many checks in a row have not gone well; what is found dead twice counts as dead. */
    private final Map<InstancePath, Integer> failedChecks = new HashMap<>();

    private long epoch;
    private String kernel = "";
    private OrderVersion accepted = OrderVersion.NONE;

    AgentRules(SimAgent agent) {
        this.agent = agent;
    }

    void setBack() {
        stepIds.clear();
        noted.clear();
        said.clear();
        started.clear();
        running.clear();
        failedChecks.clear();
        applied.clear();
        told.clear();
        notedIds.clear();
        open.clear();
        epoch = 0;
        accepted = OrderVersion.NONE;
    }

    void stored(Memo memo, boolean durable) {
        if (memo instanceof Memo.Instance instance && instance.runningStep() != null) {
            boolean mayBeLost = instance.runningStep() == Step.UPDATE || instance.runningStep() == Step.RECONFIGURE;
            if (durable || mayBeLost) {
                noted.add(instance.runningStepId());
            }
        } else if (memo instanceof Memo.Check check) {
            noted.add(check.stepId());
        }
        if (memo instanceof Memo.Epoch next) {
            if (next.starts() == epoch && !next.kernelBoot().equals(kernel)) {
                // The same start of the agent: what followed from the start of the machine is noted now.
                kernel = next.kernelBoot();
                return;
            }
            require(next.starts() > epoch, "takes epoch " + next.starts() + " after " + epoch);
            epoch = next.starts();
            kernel = next.kernelBoot();
            // It was killed between the two notes: the update is done again, as a step that was cut off.
            open.values().forEach(ofUpdate -> ofUpdate.forEach(one -> told.merge(one, 1, Integer::sum)));
            open.clear();
        } else if (memo instanceof Memo.Order order) {
            OrderVersion version = order.desired().version();
            require(version.isNewerThan(accepted), "accepts " + version + " after " + accepted);
            accepted = version;
        } else if (memo instanceof Memo.Applied change) {
            applied(change);
        } else if (memo instanceof Memo.Instance instance) {
            open.remove(instance.desired().path());
            noted(instance);
        } else if (memo instanceof Memo.InstanceForgotten forgotten) {
            applied.keySet().removeIf(one -> one.importer().equals(forgotten.path()));
            told.keySet().removeIf(one -> one.importer().equals(forgotten.path()));
            notedIds.remove(forgotten.path());
        }
    }

    /** What is noted as begun has perhaps been done, also when the agent was killed before it was. */
    private void noted(Memo.Instance instance) {
        InstancePath path = instance.desired().path();
        boolean update = instance.runningStep() == Step.UPDATE || instance.runningStep() == Step.RECONFIGURE;
        if (update && !instance.runningStepId().equals(notedIds.put(path, instance.runningStepId()))) {
            instance.unsure().forEach((subject, exporters) -> exporters
                    .keySet()
                    .forEach(exporter -> told.merge(new Import(path, subject, exporter), 1, Integer::sum)));
        }
    }

    void said(Message message) {
        if (message instanceof Exports exports) {
            sameAsBefore(exports.subject() + " " + exports.version(), exports.instances());
        } else if (message instanceof Observed observed) {
            sameAsBefore("observed " + observed.epoch() + " " + observed.sequence(), observed);
        }
    }

    private void sameAsBefore(String version, Object content) {
        Object before = said.putIfAbsent(version, content);
        require(
                before == null || before.equals(content),
                "says two things as " + version + ": " + before + " and " + content);
    }

    void stepBegins(StepOrder order) {
        require(stepIds.add(order.stepId()), "uses the id " + order.stepId() + " twice");
        require(noted.contains(order.stepId()), "begins " + order.step() + " before it is noted");
        InstancePath path = order.path();
        switch (order.step()) {
            case DEPLOY -> require(!started.contains(path), "deploys " + path + " over what was started");
            case START -> {
                started.add(path);
                failedChecks.remove(path);
                ended(path);
            }
            case STOP -> {
                running.remove(path);
                nothingRunsOn(path, order.step());
            }
            case UNDEPLOY -> {
                require(!running.contains(path), "undeploys " + path + ", which still runs");
                nothingRunsOn(path, order.step());
                started.remove(path);
            }
            case UPDATE, RECONFIGURE, CHECK -> {
                // Nothing is given or taken by these.
            }
        }
    }

    void started(InstancePath path) {
        running.add(path);
    }

    /**
     * A check has ended. What stands on software that is taken for dead is taken for dead with it and not stopped any more, also
     * when the check only hung.
     */
    void checked(InstancePath path, boolean well) {
        if (well) {
            failedChecks.remove(path);
        } else if (failedChecks.merge(path, 1, Integer::sum) > 1) {
            running.removeIf(other -> other.isBelow(path));
        }
    }

    /** Software has ended by itself, or all ended with the machine (for null): what stood on it is not stopped any more. */
    void ended(InstancePath path) {
        running.removeIf(other -> path == null || other.equals(path) || other.isBelow(path));
    }

    private void nothingRunsOn(InstancePath path, Step step) {
        for (InstancePath other : running) {
            require(!other.isBelow(path), "runs " + step + " of " + path + " while " + other + " still runs on it");
        }
    }

    private void applied(Memo.Applied memo) {
        InstancePath path = memo.path();
        if (memo.replace()) {
            applied.keySet().removeIf(one -> one.importer().equals(path));
            told.keySet().removeIf(one -> one.importer().equals(path));
        }
        Map<Import, AppliedImport> news = new HashMap<>();
        memo.changed()
                .forEach((subject, exporters) ->
                        exporters.forEach((exporter, value) -> news.put(new Import(path, subject, exporter), value)));
        memo.removed()
                .forEach((subject, exporters) ->
                        exporters.forEach(exporter -> news.put(new Import(path, subject, exporter), null)));
        boolean due = memo.replace();
        for (Map.Entry<Import, AppliedImport> each : news.entrySet()) {
            Import one = each.getKey();
            AppliedImport before = each.getValue() == null ? applied.remove(one) : applied.put(one, each.getValue());
            // What an update that failed, or was cut off, has perhaps told is told again.
            boolean again = Objects.requireNonNullElse(told.remove(one), 0) > 1;
            due |= again || !Objects.equals(before, each.getValue());
        }
        require(due, "updates " + path + ", and nothing had changed: " + memo);
        open.put(path, List.copyOf(news.keySet()));
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation(agent + " " + what);
        }
    }
}
