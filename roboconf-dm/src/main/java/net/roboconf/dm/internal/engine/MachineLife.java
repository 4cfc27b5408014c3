package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredTarget;

/**
 * Makes machines exist that are wanted, and no others.
 *
 * <p>The intent, with the key, is stored before a target is called. After a crash or a call without answer the target is
 * asked by key what there is ({@link Place#unsure}), before anything else. One call at a time is under way for a machine,
 * and each new look at it ({@link #settle}) continues from what is known: asking twice changes nothing.
 */
final class MachineLife {

    private static final Pattern ADDRESS = Pattern.compile("\\{\\{\\s*ip\\s*}}");

    private final World world;
    private final TargetCalls calls;
    private final AccountBook accounts;
    private final Departures departures;

    MachineLife(World world, TargetCalls calls, AccountBook accounts, Departures departures) {
        this.world = world;
        this.calls = calls;
        this.accounts = accounts;
        this.departures = departures;
    }

    /** Does what is to be done next about a machine. */
    void settle(Place place) {
        if (world.suspended) {
            return;
        }
        boolean wanted = place.self.wanted() == InstanceState.DEPLOYED_STARTED;
        if (place.machine == null) {
            if (wanted) {
                createIfPossible(place);
            }
            return;
        }
        switch (place.machine.phase()) {
            case CREATING -> settleCreating(place, wanted);
            case ALIVE -> settleAlive(place, wanted);
            case TERMINATING -> {
                if (calls.isIdle(place)) {
                    calls.begin(place, Kind.TERMINATE);
                }
            }
            case REVOKING, GONE -> throw new IllegalStateException(place + " still has " + place.machine);
        }
    }

    private void createIfPossible(Place place) {
        TargetChoice choice = world.choice(place);
        boolean outerStarted = place.self.parent == null || place.self.parent.isStarted();
        if (place.self.stored.failure() != null || !outerStarted || !choice.available()) {
            return;
        }
        StoredTarget target = world.targets.get(choice.id());
        Map<String, String> properties = properties(place, target);
        Optional<String> unknown = properties.keySet().stream()
                .filter(key -> ADDRESS.matcher(properties.get(key)).find())
                .sorted()
                .findFirst();
        if (unknown.isPresent()) {
            world.put(
                    place.self,
                    place.self.stored.failed(
                            "The property '" + unknown.get() + "' of the target '" + choice.id()
                                    + "' has {{ ip }}, the address of the root machine that a machine stands on; "
                                    + place.self.path()
                                    + " stands on none. Associate another target with it, or give the property another"
                                    + " value in its data, and retry",
                            world.now().wall()));
            return;
        }
        place.agent = AgentStatus.AWAITED;
        place.agentSince = world.now().wall();
        world.put(
                place,
                new StoredMachine(
                        world.secrets.machineKey(),
                        place.self.application.name(),
                        place.self.path(),
                        MachinePhase.CREATING,
                        world.now().wall(),
                        choice.id(),
                        choice.handler(),
                        properties,
                        world.secrets.password(),
                        null,
                        0,
                        0,
                        target.scripts(),
                        false));
        accounts.ensure(place);
    }

    private static Map<String, String> properties(Place place, StoredTarget target) {
        Map<String, String> properties = new HashMap<>(target.properties());
        properties.putAll(place.self.stored.data());
        Place root = place.root();
        if (root != place && root.report != null) {
            String address = Matcher.quoteReplacement(root.report.address());
            properties.replaceAll((key, value) -> ADDRESS.matcher(value).replaceAll(address));
        }
        return properties;
    }

    private void settleCreating(Place place, boolean wanted) {
        if (!calls.isIdle(place)) {
            return;
        }
        if (place.unsure) {
            calls.begin(place, Kind.FIND);
        } else if (!wanted && mayAppear(place)) {
            place.unsure = true;
            calls.again(place, world.tuning.statusPoll());
        } else if (!wanted) {
            departures.leave(place);
        } else if (place.accountReady) {
            calls.begin(place, Kind.CREATE);
        }
    }

    private void settleAlive(Place place, boolean wanted) {
        if (!wanted && (place.report == null || Holds.isEmpty(place))) {
            terminate(place);
        } else if (wanted && place.machine.awaitsScripts()) {
            configure(place);
        } else if ((place.report == null || place.agent == AgentStatus.LOST) && calls.isIdle(place)) {
            calls.again(place, world.tuning.statusPoll());
        }
    }

    /** Has the scripts of its target run here, as soon as its provider says that it runs; after a failure when a person wants. */
    private void configure(Place place) {
        if (place.self.stored.failure() == null && calls.isIdle(place)) {
            calls.begin(place, place.running ? Kind.CONFIGURE : Kind.STATUS);
        }
    }

    void configured(CallId id) {
        Place place = calls.answered(id);
        if (place != null) {
            over(place);
            world.put(place, place.machine.asConfigured());
            world.orderDue.add(place);
            place.inner.forEach(world::touch);
        }
    }

    void scriptFailed(CallId id, String why) {
        Place place = calls.answered(id);
        if (place != null) {
            over(place);
            world.put(place.self, place.self.stored.failed(why, world.now().wall()));
        }
    }

    /** Destroys a machine that is known to its provider, whatever is on it. */
    void terminate(Place place) {
        place.trouble = null;
        place.call = null;
        calls.wake(place);
        world.put(place, place.machine.in(MachinePhase.TERMINATING, world.now().wall()));
        calls.begin(place, Kind.TERMINATE);
    }

    /** Whether a call that was begun earlier may still make the machine. */
    private boolean mayAppear(Place place) {
        return place.cutOff && world.now().monotonic() < place.cutOffAt + world.lateCreation(place.machine.handler());
    }

    void made(CallId id, String machineId) {
        Place place = calls.answered(id);
        if (place == null) {
            return;
        }
        over(place);
        world.put(place, place.machine.made(machineId, world.now().wall()));
    }

    void absent(CallId id) {
        Place place = calls.answered(id);
        if (place != null) {
            over(place);
            // What was begun earlier has no effect any more.
            place.cutOff &= mayAppear(place);
        }
    }

    void terminationAccepted(CallId id) {
        Place place = calls.answered(id);
        if (place != null) {
            over(place);
            place.terminationAccepted = true;
            calls.begin(place, Kind.STATUS);
        }
    }

    void is(CallId id, MachineStatus status) {
        Place place = calls.answered(id);
        if (place == null) {
            return;
        }
        over(place);
        if (place.machine.phase() == MachinePhase.TERMINATING) {
            if (status == MachineStatus.GONE && !mayAppear(place)) {
                departures.leave(place);
            } else if (status != MachineStatus.GONE && place.seenGone) {
                // An early call to create it has had its effect after all.
                place.seenGone = false;
                calls.begin(place, Kind.TERMINATE);
            } else {
                place.seenGone = status == MachineStatus.GONE;
                calls.again(place, place.seenGone ? world.tuning.statusPoll() : world.tuning.terminationPoll());
            }
        } else if (status == MachineStatus.GONE && mayAppear(place)) {
            calls.again(place, world.tuning.statusPoll());
        } else if (status == MachineStatus.GONE) {
            departures.fail(
                    place,
                    "The provider says that the machine " + place.machine.machineId()
                            + " does not exist any more; retry to have a new one made");
        } else if (status == MachineStatus.RUNNING) {
            place.running = true;
        } else if (status == MachineStatus.STOPPED) {
            place.running = false;
            place.trouble = "The provider says that the machine " + place.machine.machineId()
                    + " is stopped; start it there, or undeploy it";
        }
        if (place.machine != null && place.machine.awaitsScripts() && !place.running) {
            calls.again(place, world.tuning.statusPoll());
        }
    }

    void failed(CallId id, String why, boolean outcomeUnknown) {
        Place place = calls.answered(id);
        if (place == null) {
            return;
        }
        Kind kind = place.call.kind();
        place.call = null;
        world.touch(place);
        // A refusal says nothing of a creation that was begun before this one.
        if (kind == Kind.CREATE && !outcomeUnknown && !place.cutOff) {
            departures.fail(place, why);
            return;
        }
        place.unsure |= kind == Kind.CREATE;
        if (kind == Kind.CREATE && outcomeUnknown) {
            world.cutOff(place);
        }
        // What fails now may have been forgotten by its provider: it is asked for anew.
        place.terminationAccepted = false;
        place.trouble = why;
        calls.againLater(place);
    }

    /** It is time to look at a machine again. */
    void timerRang(MachineKey machine) {
        Place place = world.places.get(machine);
        if (place == null || place.call != null || world.suspended) {
            return;
        }
        switch (place.machine.phase()) {
            case CREATING -> world.touch(place);
            case ALIVE -> {
                if (place.report == null || place.agent == AgentStatus.LOST || place.machine.awaitsScripts()) {
                    calls.begin(place, Kind.STATUS);
                }
            }
            case TERMINATING -> {
                // An early call to create it may have had its effect after the termination was accepted.
                boolean again = !place.terminationAccepted || place.cutOff && !place.seenGone;
                calls.begin(place, again ? Kind.TERMINATE : Kind.STATUS);
            }
            case REVOKING, GONE -> {
                // Nothing is asked of a provider about what does not exist.
            }
        }
        world.touch(place);
    }

    private void over(Place place) {
        place.call = null;
        place.unsure = false;
        place.trouble = null;
        place.retryDelay = 0;
        world.touch(place);
    }
}
