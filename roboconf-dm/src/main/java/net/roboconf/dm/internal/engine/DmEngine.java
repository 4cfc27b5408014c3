package net.roboconf.dm.internal.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/**
 * The Deployment Manager's engine.
 *
 * <p><b>Idea.</b> It knows what is wanted (the model), what is (reports of agents, answers of targets), and does at each
 * event what brings the second nearer to the first. Nothing is remembered of how it came there: after a crash it is built
 * anew from what was stored, and goes on.
 *
 * <p><b>Parts.</b> {@link World} holds all state. {@link MachineLife} has machines made and destroyed; {@link Orders}
 * tells agents what is wanted, {@link Holds} keeps back what must wait; {@link Reports} takes in what they say, {@link
 * Speakers} whether to believe it, {@link Repairs} what they missed; {@link Silence} watches who does not speak; {@link
 * Leaving} and {@link Departures} clean up. At the end of each event, {@link #settle} looks once at every machine that
 * was touched, and sends what is due.
 *
 * <p><b>Rules.</b> Not thread-safe. Time, randomness and the outside come in with events and go out as effects. When a
 * {@code Store} cannot be carried out, the engine must be thrown away and built anew.
 */
public final class DmEngine {

    private final World world;
    private final AccountBook accounts;
    private final Verdicts verdicts;
    private final Departures departures;
    private final MachineLife life;
    private final Orders orders;
    private final Silence silence;
    private final Reports reports;
    private final ModelCommands model;
    private final StateCommands states;
    private final LibraryCommands library;
    private final BindingCommands bindings;
    private final Speakers speakers;
    private final Relocations relocations;
    private final DmState initial;

    /**
     * Begins from what was stored.
     *
     * @param state read only until {@link #start} returns
     */
    public DmEngine(DmTuning tuning, Secrets secrets, DmState state) {
        initial = state;
        world = new World(tuning, secrets);
        TargetCalls calls = new TargetCalls(world);
        Leaving leaving = new Leaving(world);
        accounts = new AccountBook(world);
        verdicts = new Verdicts(world);
        departures = new Departures(world, accounts, verdicts, leaving);
        life = new MachineLife(world, calls, accounts, departures);
        orders = new Orders(world, new Holds());
        silence = new Silence(world, verdicts, leaving);
        speakers = new Speakers(world, silence, verdicts);
        relocations = new Relocations(world);
        reports = new Reports(world, speakers, orders, new Repairs(world), leaving, relocations);
        model = new ModelCommands(world, leaving, departures);
        states = new StateCommands(world, life, leaving);
        library = new LibraryCommands(world);
        bindings = new BindingCommands(world);
    }

    /** The first effects, before any event: takes the next term. Called once. */
    public List<DmEffect> start(Moment now) {
        world.begin(now);
        world.term = initial.term() + 1;
        world.store(new Change.Term(world.term));
        world.revision = Math.max(0, initial.revision());
        world.before = new OrderVersion(initial.term(), initial.revision() < 0 ? Long.MAX_VALUE : initial.revision());
        new Loading(world, accounts, departures, silence).load(initial);
        silence.start();
        settle();
        // After the accounts: a broker inside this process must know them before it is entered.
        relocations.load(initial.messaging());
        return world.effects();
    }

    /** What is to be done about an event. */
    public List<DmEffect> handle(DmEvent event, Moment now) {
        world.begin(now);
        if (event instanceof DmEvent.Received received) {
            received(received);
        } else if (event instanceof DmEvent.TimerRang rang) {
            if (world.timers.rang(rang.timer(), rang.generation())) {
                rang(rang.timer());
            }
        } else if (event instanceof DmEvent.Asked asked) {
            asked(asked);
        } else {
            surroundings(event);
        }
        settle();
        return world.effects();
    }

    private void received(DmEvent.Received received) {
        if (received.message() instanceof Observed observed) {
            reports.heard(observed, received.sender(), received.left());
        } else if (received.message() instanceof Heartbeat heartbeat) {
            reports.heard(heartbeat, received.sender(), received.left());
        }
    }

    private void rang(TimerId timer) {
        switch (timer.kind()) {
            case SILENCE -> silence.timerRang();
            case ORDER -> {
                Place place = world.places.get(timer.machine());
                if (place != null) {
                    world.orderDue.add(place);
                }
            }
            case TARGET -> life.timerRang(timer.machine());
            case ACCOUNTS -> accounts.timerRang();
            case VERDICTS -> verdicts.timerRang();
            case REPLACED -> bindings.timerRang();
        }
    }

    private void surroundings(DmEvent event) {
        if (event instanceof DmEvent.Connected) {
            world.connected = true;
            silence.drained(false);
            verdicts.connected();
            for (Place place : world.places.values()) {
                if (place.report != null) {
                    reports.ask(place);
                }
            }
        } else if (event instanceof DmEvent.Disconnected) {
            world.connected = false;
            silence.drained(false);
        } else if (event instanceof DmEvent.LeftConnected left) {
            world.leftConnected = left.connected();
            silence.drained(false);
        } else if (event instanceof DmEvent.Entered entered) {
            relocations.entered(entered.place());
        } else if (event instanceof DmEvent.InboxDrained) {
            silence.drained(true);
        } else if (event instanceof DmEvent.InboxBehind) {
            silence.drained(false);
        } else if (event instanceof DmEvent.Rejected rejected) {
            speakers.tellOf(rejected);
        } else if (event instanceof DmEvent.Unconfirmed lost) {
            unconfirmed(lost);
        } else if (event instanceof DmEvent.TargetsChanged changed) {
            world.handlers = changed.handlers();
            world.missingHandlers = changed.reasons();
            library.touchWithoutMachine();
            world.places.values().forEach(world::touch);
        } else if (event instanceof DmEvent.AccountsEnsured ensured) {
            accounts.ensured(ensured.machines());
        } else if (event instanceof DmEvent.AccountsRevoked revoked) {
            departures.revoked(revoked.machines());
        } else if (event instanceof DmEvent.AccountsFailed failed) {
            accounts.failed(failed.machines(), failed.why());
        } else if (event instanceof DmEvent.AccountsLost) {
            world.places.values().forEach(accounts::ensure);
        } else if (event instanceof DmEvent.MachineMade made) {
            life.made(made.call(), made.machineId());
        } else if (event instanceof DmEvent.MachineAbsent absent) {
            life.absent(absent.call());
        } else if (event instanceof DmEvent.MachineIs is) {
            life.is(is.call(), is.status());
        } else if (event instanceof DmEvent.MachineConfigured configured) {
            life.configured(configured.call());
        } else if (event instanceof DmEvent.ScriptFailed failed) {
            life.scriptFailed(failed.call(), failed.why());
        } else if (event instanceof DmEvent.TerminationAccepted accepted) {
            life.terminationAccepted(accepted.call());
        } else if (event instanceof DmEvent.TargetFailed failed) {
            life.failed(failed.call(), failed.why(), failed.outcomeUnknown());
        }
    }

    private void unconfirmed(DmEvent.Unconfirmed lost) {
        if (lost.message() instanceof Verdict verdict) {
            verdicts.unconfirmed(verdict);
        } else if (lost.message() instanceof Desired desired) {
            Place place = world.places.get(desired.machine());
            if (place != null && desired.version().revision() == place.revision) {
                orders.repeatLater(place);
            }
        }
        // Asks and repairs are repeated by the next heartbeat that needs them.
    }

    private void asked(DmEvent.Asked asked) {
        Outcome outcome;
        try {
            run(asked.command());
            outcome = new Outcome.Done();
        } catch (Refusal refusal) {
            outcome = refusal.outcome();
        }
        world.add(new DmEffect.Answer(asked.id(), outcome));
    }

    private void run(Command command) {
        if (command instanceof Command.AddTemplate c) {
            library.run(c);
        } else if (command instanceof Command.DeleteTemplate c) {
            library.run(c);
        } else if (command instanceof Command.CreateApplication c) {
            model.run(c);
        } else if (command instanceof Command.DeleteApplication c) {
            model.run(c);
        } else if (command instanceof Command.AddInstance c) {
            model.run(c);
        } else if (command instanceof Command.RemoveInstance c) {
            model.run(c);
        } else if (command instanceof Command.ChangeState c) {
            states.run(c);
        } else if (command instanceof Command.ChangeAll c) {
            states.run(c);
        } else if (command instanceof Command.Retry c) {
            states.run(c);
        } else if (command instanceof Command.Redeploy c) {
            states.run(c);
        } else if (command instanceof Command.ForceUndeploy c) {
            states.run(c);
        } else if (command instanceof Command.PutTarget c) {
            library.run(c);
        } else if (command instanceof Command.PutTargets c) {
            library.run(c);
        } else if (command instanceof Command.DeleteTarget c) {
            library.run(c);
        } else if (command instanceof Command.AssociateTarget c) {
            library.run(c);
        } else if (command instanceof Command.Bind c) {
            bindings.run(c);
        } else if (command instanceof Command.Rebind c) {
            bindings.run(c);
        } else if (command instanceof Command.Unbind c) {
            bindings.run(c);
        } else if (command instanceof Command.ResumeOrders) {
            resume();
        }
    }

    private void resume() {
        if (world.suspended) {
            world.suspended = false;
            world.store(new Change.Suspended(false));
            world.applications
                    .values()
                    .forEach(application -> application.places.values().forEach(place -> {
                        place.changed();
                        world.touch(place);
                        world.orderDue.add(place);
                    }));
        }
    }

    private void settle() {
        for (Place place = world.nextTouched(); place != null; place = world.nextTouched()) {
            if (place.self.application.instances.get(place.self.path()) == place.self) {
                life.settle(place);
                world.tellMachine(place);
            }
        }
        orders.flush();
        accounts.flush();
        relocations.giveUpWhatIsEmpty();
    }

    /** Everything as it is now. What did not change since the last call is shared with it. */
    public Picture picture() {
        Map<TemplateId, StoredTemplate> templates = new TreeMap<>();
        world.templates.forEach((id, node) -> templates.put(id, node.stored()));
        Map<String, ApplicationPicture> applications = new LinkedHashMap<>();
        world.applications.forEach((name, node) -> applications.put(name, node.picture(world::facts)));
        return new Picture(
                world.term,
                world.connected,
                world.suspended,
                world.handlers.keySet(),
                Collections.unmodifiableMap(templates),
                Collections.unmodifiableMap(applications),
                Collections.unmodifiableMap(new TreeMap<>(world.targets)),
                relocations.notice());
    }
}
