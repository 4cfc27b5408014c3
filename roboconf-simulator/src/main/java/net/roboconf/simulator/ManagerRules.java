package net.roboconf.simulator;

import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.Outcome;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredMachine;

/**
 * What Deployment Managers over one store must never do, over all their lives.
 *
 * <ul>
 *   <li>The term grows with every start; an order carries the present term, and one version never says two things.
 *   <li>What is told to people is stored, and told once, in order; what was promised to a person is in the store.
 *   <li>A target is called only about a machine that the store knows to be so far; a path has one machine at a time.
 *   <li>Orders are suspended only over a store that was set back; what was voided stays void.
 * </ul>
 *
 * A store that was set back has lost what it knew: these rules begin anew.
 */
final class ManagerRules {

    private final SimStore store;
    private final SignalRules signals;
    private final Map<MachineKey, Desired> newest = new HashMap<>();
    private final Map<Long, Command> asked = new HashMap<>();
    private int setBacks;
    private long lastTold;

    ManagerRules(SimStore store, SignalRules signals) {
        this.store = store;
        this.signals = signals;
    }

    private void forgetWhenSetBack() {
        if (setBacks != store.setBacks()) {
            setBacks = store.setBacks();
            newest.clear();
            asked.clear();
            lastTold = 0;
        }
    }

    void asked(long question, Command command) {
        asked.put(question, command);
    }

    /** Something is about to be stored. */
    void stored(Change change) {
        forgetWhenSetBack();
        DmState state = store.state();
        if (change instanceof Change.Term next) {
            require(next.term() > state.term(), "takes term " + next.term() + " after " + state.term());
        } else if (change instanceof Change.Suspended suspended) {
            require(!suspended.suspended() || setBacks > 0, "suspends orders over a store that was never set back");
        } else if (change instanceof Change.Happened happened) {
            long last = state.events().isEmpty() ? 0 : state.events().getLast().id();
            require(
                    happened.event().id() > last,
                    "stores event " + happened.event().id() + " after " + last);
            signals.stored(happened.event());
        } else if (change instanceof Change.PutMachine put) {
            put(state, put.machine());
        }
    }

    private static void put(DmState state, StoredMachine machine) {
        StoredMachine before = state.machines().get(machine.key());
        require(
                before == null || machine.voided() >= before.voided(),
                "takes back that epochs of " + machine + " are void");
        if (before == null) {
            require(machine.phase() == MachinePhase.CREATING, "learns of " + machine + " when it is there already");
            for (StoredMachine other : state.machines().values()) {
                require(
                        !isThere(other)
                                || !other.path().equals(machine.path())
                                || !other.application().equals(machine.application()),
                        "wants " + machine + " while there is " + other);
            }
        }
    }

    private static boolean isThere(StoredMachine machine) {
        return machine.phase() != MachinePhase.GONE && machine.phase() != MachinePhase.REVOKING;
    }

    /** Something is about to be done; what belongs to it has been stored. */
    void done(DmEffect effect) {
        forgetWhenSetBack();
        if (effect instanceof DmEffect.Tell tell) {
            told(tell.event());
        } else if (effect instanceof DmEffect.CallTarget call) {
            called(call.call());
        } else if (effect instanceof DmEffect.Send send) {
            said(send.message());
        } else if (effect instanceof DmEffect.Answer answer) {
            Command command = asked.remove(answer.id());
            if (answer.outcome() instanceof Outcome.Done && command != null) {
                promised(command);
            }
        }
    }

    private void told(ManagerEvent event) {
        require(event.id() > lastTold, "tells event " + event.id() + " after " + lastTold);
        lastTold = event.id();
        require(
                store.state().events().stream()
                        .skip(Math.max(0, store.state().events().size() - 1_000L))
                        .anyMatch(event::equals),
                "tells what is not stored: " + event);
    }

    private void called(TargetCall call) {
        StoredMachine machine = store.state().machines().get(call.key());
        require(machine != null, "calls a target about a machine that is not stored: " + call);
        switch (call.kind()) {
            case CREATE, FIND -> require(machine.phase() == MachinePhase.CREATING, "wants to " + call + ": " + machine);
            case TERMINATE -> require(machine.phase() == MachinePhase.TERMINATING, "wants to " + call + ": " + machine);
            case STATUS -> require(isThere(machine), "wants to " + call + ": " + machine);
        }
    }

    private void said(Message message) {
        if (message instanceof Desired desired) {
            OrderVersion version = desired.version();
            require(
                    version.term() == store.state().term(),
                    "gives an order of term " + version.term() + " in term "
                            + store.state().term());
            Desired before = newest.put(desired.machine(), desired);
            require(
                    before == null || version.isNewerThan(before.version()) || before.equals(desired),
                    "says two things as " + version + " to " + desired.machine());
        }
    }

    private void promised(Command command) {
        DmState state = store.state();
        if (command instanceof Command.CreateApplication c) {
            require(state.applications().containsKey(c.name()), "has promised, and does not know: " + c);
        } else if (command instanceof Command.AddInstance c) {
            InstancePath parent = c.instance().parent();
            String name = c.instance().name();
            InstancePath path = parent == null ? InstancePath.root(name) : parent.child(name);
            require(state.instances(c.application()).containsKey(path), "has promised, and does not know: " + c);
        } else if (command instanceof Command.ChangeState c && c.path().depth() > 1) {
            // A machine is never stopped itself: what stands on it is.
            require(
                    state.instances(c.application()).get(c.path()).expected() == c.expected(),
                    "has promised, and does not want: " + c);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation("The Deployment Manager " + what);
        }
    }
}
