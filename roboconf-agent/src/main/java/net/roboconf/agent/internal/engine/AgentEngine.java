package net.roboconf.agent.internal.engine;

import java.util.List;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.MachineKey;

/**
 * Makes one machine match what is wanted on it, and keeps its imports and exports true.
 *
 * <p><b>Idea.</b> A deterministic state machine: an event and the present state give the next state and a list of
 * effects, and nothing else plays a part. It has no clock, thread, socket or file, so that a test, a simulator and
 * production run the very same code, and every failure can be replayed.
 *
 * <p><b>Parts.</b> {@link Orders} takes in what is desired, {@link LifeCycle} brings each instance a step closer to it,
 * {@link Importer} knows what others export, {@link Answers} tells them how far that is here, and {@link Updates} brings changes of it to started instances, {@link
 * Exporter} states what is started here and drains before a stop, {@link Supervisor} watches over running software,
 * {@link MachineScripts} has those of the machine's target run first, {@link Signals} keeps what probes have found, {@link Reporter} tells the Deployment Manager, {@link Recovery} begins
 * where an earlier run has ended. They share {@link AgentState}.
 *
 * <p><b>Order of work.</b> Each event marks the instances that it touches; {@link LifeCycle#advance} is called for each
 * until nothing is left to do; then exporters are answered (which may let a stop on this machine go on: once more), what
 * changed is stored, and what is observed is told.
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class AgentEngine {

    private static final TimerId HOLD = new TimerId(TimerId.Kind.HOLD, null);

    /** The Deployment Manager says so at each heartbeat of either rival: this many may be lost. */
    private static final int HOLD_HEARTBEATS = 3;

    private final AgentState state;
    private final Importer importer;
    private final Exporter exporter;
    private final Updates updates;
    private final Supervisor supervisor;
    private final LifeCycle lifeCycle;
    private final Signals signals;
    private final MachineScripts scripts;
    private final Reporter reporter;
    private final Orders orders;
    private final AgentMemory memory;

    /**
     * Prepares to begin from what is remembered.
     *
     * @param memory of earlier runs, empty on a new machine; read by {@link #start}, never changed
     */
    public AgentEngine(AgentIdentity identity, AgentTuning tuning, AgentMemory memory) {
        this.memory = memory;
        state = new AgentState(identity, tuning);
        importer = new Importer(state);
        exporter = new Exporter(state, importer);
        Steps steps = new Steps(state, importer);
        updates = new Updates(state, importer, steps);
        supervisor = new Supervisor(state, exporter, importer, steps);
        scripts = new MachineScripts(state);
        lifeCycle = new LifeCycle(state, exporter, importer, steps, updates, supervisor, scripts);
        signals = new Signals(state);
        reporter = new Reporter(state, importer, exporter, signals, scripts);
        orders = new Orders(state, importer, exporter, updates, scripts);
    }

    /** Takes the next epoch and resumes what was. Called once, before any event. */
    public List<AgentEffect> start(Moment now) {
        state.begin(now);
        state.epoch = memory.epoch().starts() + 1;
        // The kernel is noted later, when all is noted that follows from its start.
        boolean first = memory.epoch().starts() == 0;
        state.store(
                new Memo.Epoch(
                        state.epoch,
                        first ? state.me.kernelBoot() : memory.epoch().kernelBoot()),
                true);
        state.pluginsDue = now.monotonic() + state.tuning.pluginsAtStart();
        scripts.remember(memory.scripts());
        new Recovery(state, importer, exporter, orders, supervisor).recover(memory);
        signals.remember(memory.signals());
        return settle();
    }

    /** What is to be done about an event. */
    public List<AgentEffect> handle(AgentEvent event, Moment now) {
        state.begin(now);
        if (event instanceof AgentEvent.Received received) {
            receive(received.message(), received.sender());
        } else if (event instanceof AgentEvent.StepEnded ended) {
            stepEnded(ended);
        } else if (event instanceof AgentEvent.TimerRang ring) {
            if (state.timers.rang(ring)) {
                timerRang(ring.timer());
            }
        } else if (event instanceof AgentEvent.Connected) {
            state.connected = true;
            reporter.connected();
            importer.connected();
            exporter.stateAgain();
        } else if (event instanceof AgentEvent.Disconnected) {
            state.connected = false;
        } else if (event instanceof AgentEvent.Unconfirmed lost) {
            unconfirmed(lost.message());
        } else if (event instanceof AgentEvent.RecipeReady ready) {
            Instance instance = state.instances.get(ready.path());
            if (instance != null) {
                lifeCycle.recipeReady(instance, ready);
                state.advanceLater(instance);
            }
        } else if (event instanceof AgentEvent.RecipeUnavailable unavailable) {
            Instance instance = state.instances.get(unavailable.path());
            if (instance != null) {
                lifeCycle.recipeUnavailable(instance, unavailable.message());
                state.advanceLater(instance);
            }
        } else if (event instanceof AgentEvent.ScriptsEnded ended) {
            scripts.ended(ended);
        } else if (event instanceof AgentEvent.StepAbandoned abandoned) {
            stepAbandoned(abandoned.stepId());
        } else if (event instanceof AgentEvent.PluginsChanged changed) {
            lifeCycle.pluginsChanged(changed);
        } else if (event instanceof AgentEvent.Signalled signal) {
            signals.raised(signal);
        }
        return settle();
    }

    /** What is on the machine now, for people who ask the agent itself. */
    public AgentView view() {
        return new AgentView(
                state.me, state.epoch, state.application, state.connected, state.accepted, reporter.instances());
    }

    private List<AgentEffect> settle() {
        scripts.look();
        do {
            for (Instance next = state.nextToAdvance(); next != null; next = state.nextToAdvance()) {
                lifeCycle.advance(next);
            }
        } while (importer.answers().give(exporter));
        state.saveAll();
        reporter.tellChanges();
        return state.finish();
    }

    private void receive(Message message, String sender) {
        boolean fromManager = sender.equals(MessagingListener.Delivery.MANAGER);
        if (message instanceof Exports exports) {
            if (isFrom(exports.machine(), sender) && !exports.machine().equals(state.me.machine())) {
                importer.accept(exports);
            }
        } else if (message instanceof ExportsAck ack) {
            if (isFrom(ack.importer(), sender)) {
                exporter.acknowledged(ack);
            }
        } else if (message instanceof ExportsAsk ask) {
            if (isFrom(ask.asker(), sender)) {
                StatementVersion ours = ask.held().get(state.me.machine());
                if (ours != null && ours.isNewerThan(state.newestVersion())) {
                    // A life that this disk has forgotten, and the Deployment Manager has perhaps not seen, said so.
                    takeEpoch(ours.epoch() + 1);
                }
                exporter.asked(ask);
            }
        } else if (message instanceof Verdict verdict) {
            // About this machine, anybody may pass it on: all it does is make us speak anew.
            if (fromManager || verdict.machine().equals(state.me.machine())) {
                judged(verdict);
            }
        } else if (fromManager) {
            ordered(message);
        }
    }

    private void ordered(Message message) {
        if (message instanceof Desired desired) {
            orders.accept(desired);
        } else if (message instanceof ObservedAsk ask) {
            if (ask.rivals()) {
                rivals(ask);
                return;
            }
            if (ask.signals() != null) {
                signalsTaken(ask);
                return;
            }
            if (ask.machine().equals(state.me.machine()) && ask.knownEpoch() > state.epoch) {
                importer.answerAllAsks();
                takeEpoch(ask.knownEpoch() + 1);
            }
            reporter.asked(ask);
        } else if (message instanceof ImportsRepair repair) {
            if (repair.term() >= state.accepted.term()) {
                importer.repaired(repair);
            }
        } else if (message instanceof Call call) {
            called(call);
        }
    }

    /** Another agent speaks under our key: whatever both did to the machine would be done twice. */
    private void rivals(ObservedAsk ask) {
        if (ask.machine().equals(state.me.machine()) && ask.term() >= state.accepted.term()) {
            state.held = true;
            state.timers.set(HOLD, HOLD_HEARTBEATS * state.tuning.heartbeat());
        }
    }

    private void signalsTaken(ObservedAsk ask) {
        if (ask.machine().equals(state.me.machine()) && ask.term() >= state.accepted.term()) {
            signals.taken(ask.signals());
        }
    }

    private void judged(Verdict verdict) {
        if (verdict.machine().equals(state.me.machine())) {
            if (verdict.epoch() > state.epoch) {
                importer.answerAllAsks();
            }
            if (verdict.epoch() >= state.epoch) {
                takeEpoch(verdict.epoch() + 1);
            }
        } else {
            importer.accept(verdict);
            exporter.forgetImporter(verdict.machine());
        }
    }

    /** What was said in the present epoch is void, or was said by an older life of this machine. */
    private void takeEpoch(long epoch) {
        state.epoch = epoch;
        state.store(new Memo.Epoch(epoch, state.me.kernelBoot()), true);
        exporter.restateAll();
        state.observedChanged = true;
    }

    private void called(Call call) {
        Call.Question question = call.question();
        if (question instanceof Call.Ping) {
            reply(call, new Reply.Done());
        } else if (question instanceof Call.ReadLog log) {
            state.effect(new AgentEffect.AnswerWithLog(call.id(), log.path(), log.maxBytes()));
        } else if (question instanceof Call.CancelStep cancel) {
            Instance instance = state.instances.get(cancel.path());
            if (instance != null && instance.runningStep != null) {
                state.effect(new AgentEffect.CancelStep(instance.runningStepId));
                reply(call, new Reply.Done());
            } else {
                reply(call, new Reply.Refused("No step runs on " + cancel.path()));
            }
        } else if (question instanceof Call.ReadBlob) {
            reply(call, new Reply.Refused("An agent serves no blobs"));
        }
    }

    private void reply(Call call, Reply.Answer answer) {
        state.send(new Address.Manager(), new Reply(call.id(), state.me.machine(), answer));
    }

    private static boolean isFrom(MachineKey machine, String sender) {
        return sender.equals(machine.value()) || sender.equals(MessagingListener.Delivery.MANAGER);
    }

    private void unconfirmed(Message message) {
        if (message instanceof Exports exports) {
            exporter.unconfirmed(exports);
        } else if (message instanceof ExportsAsk ask) {
            importer.askLater(ask.subject());
        } else if (message instanceof Observed) {
            state.observedChanged = true;
        }
        // Acknowledgements are asked for again by those who wait for them; heartbeats come again by themselves.
    }

    private void stepEnded(AgentEvent.StepEnded ended) {
        for (Instance instance : state.instances.values()) {
            if (ended.stepId().equals(instance.runningStepId) && instance.runningStep != null) {
                lifeCycle.ended(instance, ended.report());
                return;
            }
        }
    }

    private void stepAbandoned(String stepId) {
        for (Instance instance : state.instances.values()) {
            if (stepId.equals(instance.runningStepId) && instance.preparing) {
                instance.preparing = false;
                instance.runningStepId = null;
                state.advanceLater(instance);
                return;
            }
        }
    }

    private void timerRang(TimerId timer) {
        Instance instance = timer.path() == null ? null : state.instances.get(timer.path());
        switch (timer.kind()) {
            case HEARTBEAT -> {
                reporter.heartbeat();
                if (state.connected) {
                    importer.askForMissing();
                }
                exporter.stateAgain();
            }
            case OBSERVED -> {
                // Telling what has changed is the end of each event.
            }
            case EXPORTS -> exporter.stateAgain();
            case WORKING -> importer.answers().workingTimerRang();
            case HOLD -> {
                state.held = false;
                state.instances.values().forEach(state::advanceLater);
            }
            case PLUGINS -> state.instances.values().forEach(state::advanceLater);
            case CHECK, RESTART, UPDATE_RETRY, DRAIN -> {
                if (instance != null) {
                    instanceTimerRang(timer.kind(), instance);
                }
            }
        }
    }

    private void instanceTimerRang(TimerId.Kind kind, Instance instance) {
        state.advanceLater(instance);
        switch (kind) {
            case CHECK -> supervisor.checkTimerRang(instance);
            case RESTART -> lifeCycle.restartTimerRang(instance);
            case UPDATE_RETRY -> updates.repeat(instance);
            case DRAIN -> lifeCycle.drainTimerRang(instance);
            case HEARTBEAT, OBSERVED, EXPORTS, WORKING, PLUGINS, HOLD ->
                throw new IllegalStateException(kind + " is of the whole agent");
        }
    }
}
