package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.model.InstancePath;

/** Takes in what the Deployment Manager wants. An instance that is not mentioned is left as it is. */
final class Orders {

    private final AgentState state;
    private final Importer importer;
    private final Exporter exporter;
    private final Updates updates;
    private final MachineScripts scripts;

    Orders(AgentState state, Importer importer, Exporter exporter, Updates updates, MachineScripts scripts) {
        this.state = state;
        this.importer = importer;
        this.exporter = exporter;
        this.updates = updates;
        this.scripts = scripts;
    }

    void accept(Desired desired) {
        if (!desired.machine().equals(state.me.machine()) || !desired.version().isNewerThan(state.accepted)) {
            return;
        }
        boolean movedAddress = !Objects.equals(desired.rootAddress(), state.rootAddress);
        context(desired);
        state.observedChanged = true;
        Map<InstancePath, DesiredInstance> wanted = new TreeMap<>();
        desired.instances().forEach(instance -> wanted.put(instance.path(), instance));
        for (Instance known : new ArrayList<>(state.instances.values())) {
            if (!wanted.containsKey(known.path) && known.state == InstanceState.NOT_DEPLOYED && !known.isBusy()) {
                // Its end was confirmed: this is the Deployment Manager's way to say that it has heard.
                state.forget(known);
            }
        }
        wanted.values().forEach(this::want);
        // Last: a crash in between must leave an order that is too old, never one whose instances are missing.
        state.store(
                new Memo.Order(new Desired(
                        desired.machine(),
                        desired.version(),
                        desired.application(),
                        desired.machinePath(),
                        desired.ancestors(),
                        desired.rootAddress(),
                        List.of(),
                        desired.scripts())),
                true);
        importer.subscribe().forEach(exporter::tellSelf);
        for (Instance instance : state.instances.values()) {
            if (movedAddress || wanted.containsKey(instance.path)) {
                exporter.refresh(instance);
                state.advanceLater(instance);
            }
        }
    }

    /** What an order says beside the instances. */
    void context(Desired desired) {
        state.accepted = desired.version();
        state.application = desired.application();
        state.ancestors = desired.ancestors();
        state.rootAddress = desired.rootAddress();
        scripts.ordered(desired.machinePath(), desired.scripts());
    }

    private void want(DesiredInstance wanted) {
        Instance instance = state.instances.get(wanted.path());
        if (instance == null) {
            instance = add(wanted);
            instance.since = state.now().wall();
        } else if (!instance.desired.equals(wanted)) {
            boolean retried = wanted.attempt() > instance.desired.attempt();
            boolean otherImports = !wanted.imports().equals(instance.desired.imports());
            instance.desired = wanted;
            // Attempts go back when the store is set back to a backup; the next one must count as new.
            instance.failedAttempt = Math.min(instance.failedAttempt, wanted.attempt());
            if (retried) {
                if (state.whySuspended(instance) != null) {
                    state.effect(new AgentEffect.AllowPlugin(wanted.installer()));
                }
                updates.repeat(instance);
            }
            if (otherImports && instance.listens()) {
                importer.compare(instance);
            }
        } else {
            return;
        }
        state.saveLater(instance, true);
        state.save(instance);
    }

    /** Makes an instance known and finds its parent and children on this machine. */
    Instance add(DesiredInstance wanted) {
        Instance instance = new Instance(wanted.path(), wanted);
        state.instances.put(instance.path, instance);
        wanted.path().parent().map(state.instances::get).ifPresent(parent -> {
            instance.parent = parent;
            parent.children.put(instance.path, instance);
        });
        for (Instance other : state.instances.values()) {
            if (other.parent == null
                    && other.path.parent().filter(instance.path::equals).isPresent()) {
                other.parent = instance;
                instance.children.put(other.path, other);
            }
        }
        return instance;
    }
}
