package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.DesiredScripts;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredScripts;

/**
 * Tells each agent what is wanted on its machine: at once when nothing was sent to it lately, else at a pace, and then the
 * newest state.
 *
 * <p>An order is sent only to an agent that was heard in this term. What it accepted before is then known, so that a store
 * that was restored from a backup is found out before it does harm. Revisions grow over all machines and terms, and the
 * newest is stored before it is used: so a backup is told from what came after it also when both are of one term.
 *
 * <p>Every instance of the model is in the order, those that are not to be deployed as well: absence is never an order.
 */
final class Orders {

    private final World world;
    private final Holds holds;

    Orders(World world, Holds holds) {
        this.world = world;
        this.holds = holds;
    }

    /** Sends what may be sent now. Called at the end of each event. */
    void flush() {
        List<Place> ready = new ArrayList<>();
        for (Place place : world.orderDue) {
            place.unsent = true;
            if (mayOrder(place)) {
                long wait = place.revision == 0
                        ? 0
                        : place.orderSentAt
                                + world.tuning.orderPace()
                                - world.now().monotonic();
                if (wait <= 0) {
                    ready.add(place);
                } else {
                    sendIn(place, wait);
                }
            }
        }
        world.orderDue.clear();
        if (!ready.isEmpty()) {
            world.store(new Change.Revision(world.revision + ready.size()));
            ready.forEach(this::send);
        }
    }

    /** An order did not reach the broker. (Its agent may be away for long: no hurry.) */
    void repeatLater(Place place) {
        sendIn(place, world.tuning.orderRepeat());
    }

    private void sendIn(Place place, long wait) {
        long at = world.now().monotonic() + wait;
        if (!world.timers.isSet(timer(place)) || place.orderTimerAt > at) {
            place.orderTimerAt = at;
            world.setTimer(timer(place), wait);
        }
    }

    /** Sees to it that an agent that has accepted something older gets the newest order. */
    void acceptedBy(Place place) {
        OrderVersion newest = new OrderVersion(world.term, place.revision);
        boolean repeat = world.now().monotonic() - place.orderSentAt >= world.tuning.orderRepeat();
        if (place.unsent || place.revision == 0 || newest.isNewerThan(place.accepted) && repeat) {
            world.orderDue.add(place);
        }
    }

    private boolean mayOrder(Place place) {
        return place.machine != null
                && place.heard
                && world.reaches(place)
                && !world.suspended
                && !place.machine.awaitsScripts()
                && place.agent != AgentStatus.DUPLICATE
                && place.machine.phase() != MachinePhase.TERMINATING;
    }

    private void send(Place place) {
        place.revision = ++world.revision;
        place.unsent = false;
        place.orderSentAt = world.now().monotonic();
        List<DesiredInstance> wanted = new ArrayList<>(place.instances.size());
        for (InstanceNode node : place.instances.values()) {
            if (node.ordered == null) {
                node.ordered = Wanted.of(node, holds.ordered(node));
            }
            if (node.ordered.expected() != node.orderedState) {
                node.orderedState = node.ordered.expected();
                node.orderedSince = place.revision;
            }
            wanted.add(node.ordered);
        }
        world.send(
                new Address.Machine(place.key()),
                new Desired(
                        place.key(),
                        new OrderVersion(world.term, place.revision),
                        place.self.application.name(),
                        place.self.path(),
                        ancestors(place),
                        rootAddress(place),
                        wanted,
                        scripts(place)));
    }

    /** Nothing runs any more on a machine that is to go. */
    private static DesiredScripts scripts(Place place) {
        StoredScripts scripts = place.machine.scripts();
        return scripts == null || scripts.forAgent() == null || place.self.wanted() == InstanceState.NOT_DEPLOYED
                ? null
                : new DesiredScripts(scripts.forAgent(), place.self.stored.attempt());
    }

    private static List<DesiredAncestor> ancestors(Place place) {
        List<DesiredAncestor> ancestors = new ArrayList<>();
        for (InstanceNode node = place.self; node != null; node = node.parent) {
            ancestors.add(Wanted.ancestor(node));
        }
        return ancestors;
    }

    /** The address that every {@code ip} on the machine takes; null when it is the machine's own. */
    private static String rootAddress(Place place) {
        Place root = place.root();
        return root == place || root.report == null ? null : root.report.address();
    }

    static TimerId timer(Place place) {
        return new TimerId(TimerId.Kind.ORDER, place.key());
    }

    /** What an instance is taken to be in while an order about it is held back. */
    static InstanceState presently(InstanceNode node) {
        if (node.observed == null) {
            return InstanceState.NOT_DEPLOYED;
        }
        return switch (node.observed.state()) {
            case NOT_DEPLOYED, UNDEPLOYING -> InstanceState.NOT_DEPLOYED;
            case DEPLOYING, DEPLOYED_STOPPED, STOPPING -> InstanceState.DEPLOYED_STOPPED;
            case STARTING, DEPLOYED_STARTED, UNRESOLVED, WAITING_FOR_ANCESTOR -> InstanceState.DEPLOYED_STARTED;
            case PROBLEM -> {
                InstanceState stable = node.observed.lastStable();
                yield stable == null || !stable.canBeAskedFor() ? InstanceState.DEPLOYED_STOPPED : stable;
            }
        };
    }
}
