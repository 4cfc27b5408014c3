package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ManagerEvent;

/**
 * Watches who is silent.
 *
 * <p>Silence counts only while this Deployment Manager is connected to where it was last heard, and has read all that came in; the grace of everybody
 * starts anew when that begins. When many are silent together the fault is likely here: they are shown as unreachable, and
 * nothing follows from it. Machines are kept in the order in which they were heard, so that a look costs what it finds.
 */
final class Silence {

    private static final TimerId TIMER = new TimerId(TimerId.Kind.SILENCE, null);

    private final World world;
    private final Verdicts verdicts;
    private final Leaving leaving;

    /** Machines whose agent was ever heard; the one that is silent for longest first. */
    private final Map<MachineKey, Place> byLastHeard = new LinkedHashMap<>();

    private final Set<Place> duplicates = new LinkedHashSet<>();
    private boolean drained;
    private long graceStart;
    private boolean distrust;

    Silence(World world, Verdicts verdicts, Leaving leaving) {
        this.world = world;
        this.verdicts = verdicts;
        this.leaving = leaving;
    }

    void start() {
        graceStart = world.now().monotonic();
        world.setTimer(TIMER, world.tuning.silenceCheck());
    }

    /** A machine whose agent was heard in an earlier term: its silence counts as well. */
    void watch(Place place) {
        place.lastHeard = world.now().monotonic();
        byLastHeard.put(place.key(), place);
    }

    void drained(boolean isDrained) {
        drained = isDrained;
        graceStart = world.now().monotonic();
    }

    void heard(Place place) {
        place.lastHeard = world.now().monotonic();
        byLastHeard.remove(place.key());
        byLastHeard.put(place.key(), place);
        if (place.agent != AgentStatus.CONNECTED && place.agent != AgentStatus.DUPLICATE) {
            become(place, AgentStatus.CONNECTED, "");
        }
    }

    void timerRang() {
        world.setTimer(TIMER, world.tuning.silenceCheck());
        endRivalries();
        if (!world.connected && !world.leftConnected || !drained) {
            return;
        }
        List<Place> silent = new ArrayList<>();
        List<MachineKey> ended = new ArrayList<>();
        for (Map.Entry<MachineKey, Place> entry : byLastHeard.entrySet()) {
            Place place = entry.getValue();
            if (place.machine == null || !place.key().equals(entry.getKey())) {
                ended.add(entry.getKey());
            } else if (silence(place) >= world.tuning.lostAfter()) {
                if (world.reaches(place)) {
                    silent.add(place);
                }
            } else {
                break;
            }
        }
        ended.forEach(byLastHeard::remove);
        judge(silent);
    }

    private long silence(Place place) {
        return world.now().monotonic() - Math.max(place.lastHeard, graceStart);
    }

    private void judge(List<Place> silent) {
        boolean many = silent.size()
                > Math.max(world.tuning.distrustAtLeast(), world.tuning.distrustShare() * byLastHeard.size());
        if (many != distrust) {
            distrust = many;
            world.tell(
                    ManagerEvent.Kind.NOTICE,
                    "",
                    null,
                    many
                            ? silent.size() + " of " + byLastHeard.size() + " agents are silent together: look at the "
                                    + "network and the broker; nothing is withdrawn"
                            : "Not so many agents are silent any more");
        }
        for (Place place : silent) {
            AgentStatus status = many ? AgentStatus.UNREACHABLE : AgentStatus.LOST;
            if (place.agent != status) {
                become(place, status, "Not heard for " + (world.now().monotonic() - place.lastHeard) / 1_000 + " s");
            }
            if (status == AgentStatus.LOST
                    && silence(place) >= world.tuning.withdrawAfter()
                    && !Exporting.isVoid(place)
                    && mayWithdraw(place)) {
                withdraw(place);
            }
        }
    }

    private boolean mayWithdraw(Place place) {
        boolean exports = place.instances.values().stream().anyMatch(node -> !node.exported.isEmpty());
        return exports
                && !world.suspended
                && switch (world.tuning.withdrawal()) {
                    case KEEP -> false;
                    case WITHDRAW -> !leavesSomebodyWithout(place);
                    case WITHDRAW_LAST_TOO -> true;
                };
    }

    /** Whether an instance elsewhere could not run any more without what this machine exports. */
    private boolean leavesSomebodyWithout(Place place) {
        ApplicationNode application = place.self.application;
        for (InstanceNode node : place.instances.values()) {
            if (node.externallyExported != null && leavesOthersWithout(place)) {
                return true;
            }
            for (String prefix : node.exported.keySet()) {
                PrefixBoard board = application.board(prefix);
                boolean others = board.exporters.keySet().stream().anyMatch(other -> other.place != place);
                boolean needed = board.dependants.stream().anyMatch(other -> other.place != place);
                if (needed && !others) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same for instances of the applications that are bound to this machine's. */
    private boolean leavesOthersWithout(Place place) {
        ApplicationNode provider = place.self.application;
        if (provider.external.exporters.keySet().stream().anyMatch(other -> other.place != place)) {
            return false;
        }
        String prefix = provider.template.stored().externalExports().prefix();
        return world.boundTo(provider).stream()
                .anyMatch(importer -> !importer.externalDependants
                                .getOrDefault(prefix, Set.of())
                                .isEmpty()
                        && importer.stored.providers(prefix).stream()
                                .map(world.applications::get)
                                .allMatch(other -> other == provider || other.external.exporters.isEmpty()));
    }

    private void withdraw(Place place) {
        long epoch = place.report.epoch();
        world.put(place, place.machine.voidedUpTo(epoch));
        Exporting.refresh(place);
        verdicts.pronounce(place.machine, epoch, false);
        world.tell(
                ManagerEvent.Kind.NOTICE,
                place.self.application.name(),
                place.self.path(),
                "What is exported from this machine is withdrawn, for its agent was not heard for "
                        + silence(place) / 1_000 + " s");
    }

    /** Notes how the agent of a machine is now. */
    void become(Place place, AgentStatus status, String message) {
        place.agent = status;
        if (status == AgentStatus.DUPLICATE) {
            duplicates.add(place);
        }
        place.agentSince = world.now().wall();
        place.changed();
        world.touch(place);
        world.tell(
                ManagerEvent.Kind.AGENT_CHANGED,
                place.self.application.name(),
                place.self.path(),
                status + (message.isEmpty() ? "" : ": " + message));
        if (status == AgentStatus.LOST || status == AgentStatus.DUPLICATE) {
            // Nobody waits for it any more.
            leaving.nextWave(place.self.application, List.copyOf(place.instances.values()));
            if (place.outer != null) {
                for (InstanceNode node = place.self.parent; node != null; node = node.parent) {
                    world.order(node);
                }
            }
        }
    }

    /** Lets an agent be the only one again whose rival has not been heard for long. */
    private void endRivalries() {
        for (Place place : List.copyOf(duplicates)) {
            if (place.agent != AgentStatus.DUPLICATE) {
                duplicates.remove(place);
            } else if (!place.rivalry.isConflict(world.now().monotonic())) {
                duplicates.remove(place);
                become(place, AgentStatus.CONNECTED, "");
                world.orderDue.add(place);
            }
        }
    }
}
