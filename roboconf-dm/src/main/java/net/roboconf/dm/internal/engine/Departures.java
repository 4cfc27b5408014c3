package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredMachine;

/**
 * What happens when a machine is no more: its instances are not deployed, importers are told by a verdict, and its account
 * is removed.
 */
final class Departures {

    /** How many machines of an application are remembered after their end, for importers that missed it. */
    private static final int REMEMBERED = 1_000;

    private final World world;
    private final AccountBook accounts;
    private final Verdicts verdicts;
    private final Leaving leaving;

    Departures(World world, AccountBook accounts, Verdicts verdicts, Leaving leaving) {
        this.world = world;
        this.accounts = accounts;
        this.verdicts = verdicts;
        this.leaving = leaving;
    }

    /** A machine could not be made, or has vanished. */
    void fail(Place place, String why) {
        InstanceNode self = place.self;
        leave(place);
        if (self.stored.expected() == InstanceState.DEPLOYED_STARTED) {
            world.put(self, self.stored.failed(why, world.now().wall()));
        }
    }

    /** A machine certainly does not exist. */
    void leave(Place place) {
        StoredMachine machine =
                place.machine.in(MachinePhase.REVOKING, world.now().wall());
        Departed departed = new Departed(machine, place.report);
        List<InstanceNode> lost = new ArrayList<>();
        for (InstanceNode node : place.instances.values()) {
            if (node.observed != null) {
                world.store(new Change.DropObserved(machine.key(), node.path()));
                if (node.observed.state() != InstanceState.NOT_DEPLOYED) {
                    lost.add(node);
                }
            }
        }
        for (InstancePath path : place.unknown.keySet()) {
            world.store(new Change.DropObserved(machine.key(), path));
        }
        world.store(new Change.PutMachine(machine));
        world.places.remove(machine.key());
        world.leaving.put(machine.key(), departed);
        world.timers.cancel(TargetCalls.timer(place));
        world.timers.cancel(Orders.timer(place));
        place.clear();
        place.changed();
        Exporting.refresh(place);
        for (InstanceNode node : lost) {
            Shown shown = Shown.ofInstance(node.stored, null, world.facts(place));
            world.tell(
                    ManagerEvent.Kind.STATE_CHANGED,
                    machine.application(),
                    node.path(),
                    shown.state(),
                    shown.reason(),
                    shown.message());
        }
        announce(departed);
        world.touch(place);
        leaving.look(place);
    }

    /** Tells importers, and has the account removed. Done again after a restart of the Deployment Manager. */
    void announce(Departed departed) {
        if (departed.report() != null) {
            verdicts.pronounce(
                    departed.machine(),
                    Math.max(departed.report().epoch(), departed.machine().voided()),
                    true);
        }
        accounts.revoke(departed.machine().key());
    }

    /** The accounts of these machines are no more. */
    void revoked(Set<MachineKey> machines) {
        for (MachineKey key : machines) {
            Departed departed = world.leaving.remove(key);
            if (departed == null) {
                continue;
            }
            ApplicationNode application =
                    world.applications.get(departed.machine().application());
            if (application == null || !departed.hasExported()) {
                world.store(new Change.DropMachine(key));
                continue;
            }
            StoredMachine gone = departed.machine().gone(world.now().wall());
            world.store(new Change.PutMachine(gone));
            application.gone.add(new Departed(gone, departed.report()));
            if (application.gone.size() > REMEMBERED) {
                Departed oldest = application.gone.remove(0);
                world.store(new Change.DropMachine(oldest.machine().key()));
            }
        }
    }

    /** Forgets the machines of an application that is deleted. */
    void forget(ApplicationNode application) {
        application.gone.forEach(departed ->
                world.store(new Change.DropMachine(departed.machine().key())));
        application.gone.clear();
    }
}
