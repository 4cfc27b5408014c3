package net.roboconf.dm.internal.engine;

import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredReport;

/**
 * Knows who speaks: that a message comes from the machine that it names, in an epoch that counts, from the only agent of
 * that machine; and that the agent has accepted no order but ours.
 */
final class Speakers {

    private final World world;
    private final Silence silence;
    private final Verdicts verdicts;

    Speakers(World world, Silence silence, Verdicts verdicts) {
        this.world = world;
        this.silence = silence;
        this.verdicts = verdicts;
    }

    /** The machine whose agent speaks; null when what it says must not be believed. */
    Place speaker(MachineKey machine, long epoch, String bootId, OrderVersion accepted, String sender) {
        Place place = world.places.get(machine);
        if (place == null || !sender.equals(machine.value()) && !sender.equals(Delivery.MANAGER)) {
            return null;
        }
        silence.heard(place);
        place.rivalry.spoke(bootId, world.now().monotonic());
        if (place.rivalry.isConflict(world.now().monotonic()) && place.agent != AgentStatus.DUPLICATE) {
            silence.become(place, AgentStatus.DUPLICATE, "Two agents speak under one key; stop one of them");
        }
        if (epoch <= place.machine.voided()) {
            verdicts.repeatTo(place.machine);
            return null;
        }
        StoredReport known = place.report;
        if (known != null && (epoch < known.epoch() || epoch == known.epoch() && !bootId.equals(known.bootId()))) {
            if (!bootId.equals(known.bootId())) {
                // Equal epochs of two starts: both take a higher one, and whoever lives on is known by it.
                long told = epoch == known.epoch() ? epoch + 1 : known.epoch();
                world.send(new Address.Machine(machine), new ObservedAsk(machine, world.term, told, 0, false, null));
            }
            return null;
        }
        if (isForeign(accepted, place)) {
            suspend(place, accepted);
        }
        place.accepted = accepted;
        if (!place.heard) {
            place.heard = true;
            world.orderDue.add(place);
        }
        return place;
    }

    /** Has people told of a message that was set aside. */
    void tellOf(DmEvent.Rejected rejected) {
        Place place = world.places.values().stream()
                .filter(each -> each.key() != null && each.key().value().equals(rejected.sender()))
                .findFirst()
                .orElse(null);
        world.tell(
                ManagerEvent.Kind.NOTICE,
                place == null ? "" : place.self.application.name(),
                place == null ? null : place.self.path(),
                "A message of " + rejected.size() + " bytes from '" + rejected.sender() + "' was set aside ("
                        + rejected.problem()
                        + (rejected.untold() == 0 ? "" : ", and " + rejected.untold() + " before it")
                        + "): " + rejected.why());
    }

    /** Has both agents of a machine that has two change nothing, until one is gone. */
    void holdRivals(MachineKey machine) {
        Place place = world.places.get(machine);
        if (place != null && place.agent == AgentStatus.DUPLICATE) {
            world.send(new Address.Machine(machine), new ObservedAsk(machine, world.term, 0, 0, true, null));
        }
    }

    /** Whether this store never gave the order that an agent has accepted: the store is an older one, restored. */
    private boolean isForeign(OrderVersion accepted, Place place) {
        if (accepted.term() >= world.term) {
            return accepted.term() > world.term || accepted.revision() > place.revision;
        }
        // The store is set back to what it was in the term of that order: that is what a backup mostly is.
        return !world.suspended && accepted.isNewerThan(world.before);
    }

    private void suspend(Place place, OrderVersion accepted) {
        world.term = Math.max(world.term, accepted.term()) + 1;
        world.store(new Change.Term(world.term));
        // Revisions begin anew with the term, and nobody has reported under it yet.
        world.places.values().forEach(Place::beginTerm);
        // What agents have accepted from others is known now, and for a person to judge.
        world.before = new OrderVersion(world.term, 0);
        if (!world.suspended) {
            world.suspended = true;
            world.store(new Change.Suspended(true));
            world.places.values().forEach(Place::changed);
            world.tell(
                    ManagerEvent.Kind.NOTICE,
                    place.self.application.name(),
                    place.self.path(),
                    "The agent of this machine has accepted an order that this store does not know: the store was "
                            + "probably restored from a backup. No orders are given until you confirm that what it "
                            + "says is what you want (resume orders)");
        }
    }
}
