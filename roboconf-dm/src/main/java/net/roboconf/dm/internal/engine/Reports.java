package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Transition;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredReport;

/** Takes in what agents say, repairs what they miss, and follows what changed. */
final class Reports {

    private final World world;
    private final Speakers speakers;
    private final Orders orders;
    private final Repairs repairs;
    private final Leaving leaving;
    private final Relocations relocations;
    private final Signals signals;

    Reports(World world, Speakers speakers, Orders orders, Repairs repairs, Leaving leaving, Relocations relocations) {
        this.world = world;
        this.speakers = speakers;
        this.orders = orders;
        this.repairs = repairs;
        this.leaving = leaving;
        this.relocations = relocations;
        signals = new Signals(world);
    }

    void heard(Heartbeat heartbeat, String sender, boolean left) {
        Place place = speakers.speaker(
                heartbeat.machine(), heartbeat.epoch(), heartbeat.bootId(), heartbeat.accepted(), sender);
        speakers.holdRivals(heartbeat.machine());
        if (place == null) {
            return;
        }
        place.onLeft = left;
        relocations.heard(place, heartbeat.relocation(), sender, left);
        StoredReport known = place.report;
        if (known == null || heartbeat.epoch() > known.epoch()) {
            put(
                    place,
                    new StoredReport(
                            place.key(),
                            heartbeat.epoch(),
                            heartbeat.bootId(),
                            0,
                            heartbeat.accepted(),
                            heartbeat.address(),
                            known == null ? Map.of() : known.exported(),
                            known == null ? List.of() : known.signals(),
                            known == null ? null : known.scripts()));
        } else if (!known.address().equals(heartbeat.address())) {
            put(
                    place,
                    new StoredReport(
                            known.machine(),
                            known.epoch(),
                            known.bootId(),
                            known.sequence(),
                            known.accepted(),
                            heartbeat.address(),
                            known.exported(),
                            known.signals(),
                            known.scripts()));
        }
        if (heartbeat.observedSequence() > place.report.sequence()) {
            ask(place);
        }
        signals.heard(place, heartbeat);
        orders.acceptedBy(place);
        repairs.compare(place, heartbeat.importDigests());
    }

    /** Asks an agent to state anew what is on its machine. */
    void ask(Place place) {
        StoredReport known = place.report;
        world.send(
                new Address.Machine(place.key()),
                new ObservedAsk(
                        place.key(),
                        world.term,
                        known == null ? 0 : known.epoch(),
                        known == null ? 0 : known.sequence(),
                        false,
                        null));
    }

    void heard(Observed observed, String sender, boolean left) {
        Place place =
                speakers.speaker(observed.machine(), observed.epoch(), observed.bootId(), observed.accepted(), sender);
        if (place == null) {
            return;
        }
        place.onLeft = left;
        StoredReport known = place.report;
        if (known != null
                && new StatementVersion(known.epoch(), known.sequence())
                                .compareTo(new StatementVersion(observed.epoch(), observed.sequence()))
                        >= 0) {
            orders.acceptedBy(place);
            return;
        }
        List<SignalNumber> taken = known == null ? List.of() : known.signals();
        put(
                place,
                new StoredReport(
                        place.key(),
                        observed.epoch(),
                        observed.bootId(),
                        observed.sequence(),
                        observed.accepted(),
                        observed.address(),
                        exported(known, observed),
                        Signals.taken(taken, observed),
                        observed.scripts()));
        place.reportedRevision =
                observed.accepted().term() == world.term ? observed.accepted().revision() : 0;
        // A heartbeat may have told of the new epoch before: the first statement of it is what counts.
        boolean newEpoch = known == null || known.epoch() < observed.epoch() || known.sequence() == 0;
        List<InstanceNode> changed = takeIn(place, observed);
        signals.tell(place, observed, taken);
        if (newEpoch) {
            Exporting.refresh(place);
        } else {
            changed.forEach(Exporting::refresh);
        }
        for (InstanceNode node : changed) {
            place.inner.forEach(world::touch);
            node.place.changed();
        }
        leaving.look(place);
        orders.acceptedBy(place);
    }

    /**
     * What a machine has ever stated. An agent whose disk was wiped or set back does not know what it said before, and
     * will never withdraw it: the beginning of its present epoch stands for that.
     */
    private static Map<ExportsSubject, StatementVersion> exported(StoredReport known, Observed observed) {
        if (known == null
                || observed.exported().keySet().containsAll(known.exported().keySet())) {
            return observed.exported();
        }
        Map<ExportsSubject, StatementVersion> all = new HashMap<>(observed.exported());
        known.exported().forEach((subject, version) -> {
            StatementVersion begun = new StatementVersion(observed.epoch(), 0);
            all.putIfAbsent(subject, version.isNewerThan(begun) ? version : begun);
        });
        return all;
    }

    private void put(Place place, StoredReport report) {
        boolean first = place.report == null;
        boolean moved = !first && !place.report.address().equals(report.address());
        boolean scripted = !first && !Objects.equals(place.report.scripts(), report.scripts());
        place.report = report;
        place.changed();
        world.store(new Change.PutReport(report));
        if (first) {
            world.timers.cancel(TargetCalls.timer(place));
        }
        if (first || moved || scripted) {
            world.touch(place);
            tellInner(place, moved);
        }
    }

    /** Machines that stand on this one can be made now, or have to know its new address. */
    private void tellInner(Place place, boolean moved) {
        for (Place inner : place.inner) {
            world.touch(inner);
            if (moved) {
                world.orderDue.add(inner);
                tellInner(inner, true);
            }
        }
    }

    private List<InstanceNode> takeIn(Place place, Observed observed) {
        List<InstanceNode> changed = new ArrayList<>();
        Map<InstancePath, ObservedInstance> before = new HashMap<>();
        Set<InstancePath> unknown = new HashSet<>();
        for (ObservedInstance instance : observed.instances()) {
            InstanceNode node = place.instances.get(instance.path());
            if (node == null) {
                unknown.add(instance.path());
                if (!instance.equals(place.unknown.put(instance.path(), instance))) {
                    world.store(new Change.PutObserved(place.key(), instance));
                    place.changed();
                }
            } else if (!instance.equals(node.observed)) {
                before.put(node.path(), node.observed);
                node.observed = instance;
                changed.add(node);
                world.store(new Change.PutObserved(place.key(), instance));
            }
        }
        if (observed.instances().size() - unknown.size() < place.instances.size()) {
            forgetAbsent(place, observed, before, changed);
        }
        for (InstancePath path : List.copyOf(place.unknown.keySet())) {
            if (!unknown.contains(path)) {
                place.unknown.remove(path);
                world.store(new Change.DropObserved(place.key(), path));
                place.changed();
            }
        }
        tell(place, observed.transitions(), before, changed);
        return changed;
    }

    private void forgetAbsent(
            Place place, Observed observed, Map<InstancePath, ObservedInstance> before, List<InstanceNode> changed) {
        Set<InstancePath> present = new HashSet<>();
        observed.instances().forEach(instance -> present.add(instance.path()));
        for (InstanceNode node : place.instances.values()) {
            if (node.observed != null && !present.contains(node.path())) {
                before.put(node.path(), node.observed);
                node.observed = null;
                changed.add(node);
                world.store(new Change.DropObserved(place.key(), node.path()));
            }
        }
    }

    private void tell(
            Place place,
            List<Transition> transitions,
            Map<InstancePath, ObservedInstance> before,
            List<InstanceNode> changed) {
        Map<InstancePath, Transition> last = new HashMap<>();
        for (Transition transition : transitions) {
            if (before.containsKey(transition.path())) {
                last.put(transition.path(), transition);
            }
        }
        for (Transition transition : transitions) {
            if (last.get(transition.path()) != transition && last.containsKey(transition.path())) {
                tell(place, transition, "");
            }
        }
        MachineFacts facts = world.facts(place);
        for (InstanceNode node : changed) {
            Shown shown = Shown.ofInstance(node.stored, node.observed, facts);
            if (shown.saysTheSameAs(Shown.ofInstance(node.stored, before.get(node.path()), facts))) {
                continue;
            }
            tell(place, new Transition(node.path(), shown.state(), shown.reason(), shown.since()), shown.message());
        }
    }

    private void tell(Place place, Transition transition, String message) {
        world.tell(
                ManagerEvent.Kind.STATE_CHANGED,
                place.self.application.name(),
                transition.path(),
                transition.state(),
                transition.reason(),
                message,
                transition.at());
    }
}
