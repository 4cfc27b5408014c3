package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredMachine;

/** Builds the engine's state from what was stored, and takes up what was under way. */
final class Loading {

    private final World world;
    private final AccountBook accounts;
    private final Departures departures;
    private final Silence silence;

    Loading(World world, AccountBook accounts, Departures departures, Silence silence) {
        this.world = world;
        this.accounts = accounts;
        this.departures = departures;
        this.silence = silence;
    }

    void load(DmState state) {
        world.suspended = state.suspended();
        world.lastEventId =
                state.events().isEmpty() ? 0 : state.events().getLast().id();
        state.templates().forEach((id, template) -> world.templates.put(id, TemplateNode.of(template)));
        world.targets.putAll(state.targets());
        state.applications().values().forEach(stored -> {
            ApplicationNode application = new ApplicationNode(stored, world.templates.get(stored.template()));
            world.applications.put(stored.name(), application);
            Map<InstancePath, InstanceNode> nodes = new HashMap<>();
            state.instances(stored.name()).forEach((path, instance) -> {
                Component component = application
                        .template
                        .graph()
                        .component(instance.component())
                        .orElseThrow(() -> new IllegalStateException("The store holds " + path
                                + " of a component that its template does not have: " + instance.component()));
                InstanceNode parent = path.parent().map(nodes::get).orElse(null);
                nodes.put(path, Nodes.add(application, parent, component, instance));
            });
        });
        state.machines().values().forEach(machine -> load(machine, state));
        for (ApplicationNode application : world.applications.values()) {
            application.instances.values().forEach(Holds::await);
            for (Place place : application.places.values()) {
                place.self.told = Shown.ofMachine(place.self.stored, world.facts(place));
                world.touch(place);
            }
        }
        world.serve();
    }

    private void load(StoredMachine machine, DmState state) {
        ApplicationNode application = world.applications.get(machine.application());
        Departed departed = new Departed(machine, state.reports().get(machine.key()));
        if (machine.phase() == MachinePhase.REVOKING) {
            world.leaving.put(machine.key(), departed);
            departures.announce(departed);
        } else if (machine.phase() == MachinePhase.GONE) {
            application.gone.add(departed);
        } else {
            Place place = application.places.get(machine.path());
            place.machine = machine;
            place.report = departed.report();
            place.unsure = machine.phase() == MachinePhase.CREATING;
            if (place.unsure) {
                world.cutOff(place);
            } else if (machine.cutOffAt() > 0) {
                // In an earlier life. How long ago is not known: the wall clock may have jumped.
                place.cutOff(world.now().monotonic());
            }
            world.places.put(machine.key(), place);
            accounts.ensure(place);
            place.agent = AgentStatus.AWAITED;
            place.agentSince = world.now().wall();
            if (place.report != null) {
                silence.watch(place);
            }
            state.observed(machine.key()).forEach((path, observed) -> {
                InstanceNode node = place.instances.get(path);
                if (node == null) {
                    place.unknown.put(path, observed);
                } else {
                    node.observed = observed;
                }
            });
            Exporting.refresh(place);
        }
    }
}
