package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/** What all memos come to: the state in which an agent begins. Not thread-safe. */
public final class AgentMemory {

    private Memo.Epoch epoch = new Memo.Epoch(0, "");
    private Desired order;
    private final Map<InstancePath, Memo.Instance> instances = new TreeMap<>();
    private final Map<InstancePath, String> checks = new TreeMap<>();
    private final Map<InstancePath, Map<ExportsSubject, Map<InstancePath, AppliedImport>>> applied = new TreeMap<>();
    private final Map<ExportsSubject, Map<MachineKey, Exports>> statements = new TreeMap<>();
    private final Map<MachineKey, Memo.Voided> voided = new TreeMap<>();
    private final Set<ExportsSubject> exported = new LinkedHashSet<>();
    private final SignalRing signals = new SignalRing();
    private ObservedScripts scripts;

    /** Takes in one more memo. */
    public void add(Memo memo) {
        if (memo instanceof Memo.Epoch started) {
            epoch = started;
        } else if (memo instanceof Memo.Order accepted) {
            order = accepted.desired();
        } else if (memo instanceof Memo.Instance instance) {
            instances.put(instance.desired().path(), instance);
        } else if (memo instanceof Memo.InstanceForgotten forgotten) {
            instances.remove(forgotten.path());
            applied.remove(forgotten.path());
            checks.remove(forgotten.path());
        } else if (memo instanceof Memo.Check check) {
            checks.put(check.path(), check.stepId());
        } else if (memo instanceof Memo.Applied change) {
            addApplied(change);
        } else if (memo instanceof Memo.Statement statement) {
            statements
                    .computeIfAbsent(statement.exports().subject(), subject -> new TreeMap<>())
                    .put(statement.exports().machine(), statement.exports());
        } else if (memo instanceof Memo.Unheard unheard) {
            statements.remove(unheard.subject());
        } else if (memo instanceof Memo.Voided verdict) {
            addVoided(verdict);
        } else if (memo instanceof Memo.Exported once) {
            exported.add(once.subject());
        } else if (memo instanceof Memo.Signalled raised) {
            signals.add(raised.signal());
        } else if (memo instanceof Memo.SignalsTaken taken) {
            signals.taken(taken.newest());
        } else if (memo instanceof Memo.Scripts run) {
            scripts = run.ended();
        }
    }

    private void addApplied(Memo.Applied change) {
        Map<ExportsSubject, Map<InstancePath, AppliedImport>> ofInstance =
                applied.computeIfAbsent(change.path(), path -> new TreeMap<>());
        if (change.replace()) {
            ofInstance.clear();
        }
        change.changed().forEach((subject, exporters) -> ofInstance
                .computeIfAbsent(subject, s -> new TreeMap<>())
                .putAll(exporters));
        change.removed().forEach((subject, exporters) -> ofInstance
                .getOrDefault(subject, new TreeMap<>())
                .keySet()
                .removeAll(exporters));
    }

    private void addVoided(Memo.Voided verdict) {
        voided.put(verdict.machine(), verdict);
        statements.values().forEach(ofSubject -> {
            Exports held = ofSubject.get(verdict.machine());
            if (held != null && held.version().epoch() <= verdict.epoch()) {
                ofSubject.remove(verdict.machine());
            }
        });
    }

    /** The fewest memos that come to this state, for a fresh journal. */
    public List<Memo> asMemos() {
        List<Memo> memos = new ArrayList<>();
        memos.add(epoch);
        if (order != null) {
            memos.add(new Memo.Order(order));
        }
        exported.forEach(subject -> memos.add(new Memo.Exported(subject)));
        voided.values().forEach(memos::add);
        statements
                .values()
                .forEach(ofSubject -> ofSubject.values().forEach(held -> memos.add(new Memo.Statement(held))));
        memos.addAll(instances.values());
        checks.forEach((path, stepId) -> memos.add(new Memo.Check(path, stepId)));
        applied.forEach((path, imports) -> memos.add(new Memo.Applied(path, new HashMap<>(imports), Map.of(), true)));
        signals.all().forEach(signal -> memos.add(new Memo.Signalled(signal)));
        if (scripts != null) {
            memos.add(new Memo.Scripts(scripts));
        }
        return memos;
    }

    Memo.Epoch epoch() {
        return epoch;
    }

    Desired order() {
        return order;
    }

    Map<InstancePath, Memo.Instance> instances() {
        return instances;
    }

    /** The newest {@code check} that was begun on an instance; null for none. */
    String check(InstancePath path) {
        return checks.get(path);
    }

    Map<ExportsSubject, Map<InstancePath, AppliedImport>> applied(InstancePath path) {
        return applied.getOrDefault(path, Map.of());
    }

    Map<ExportsSubject, Map<MachineKey, Exports>> statements() {
        return statements;
    }

    Map<MachineKey, Memo.Voided> voided() {
        return voided;
    }

    Set<ExportsSubject> exported() {
        return exported;
    }

    /** How the scripts of the machine's target have ended; null when they never did. */
    ObservedScripts scripts() {
        return scripts;
    }

    /** Those that are not acknowledged, oldest first. */
    List<Signal> signals() {
        return signals.all();
    }
}
