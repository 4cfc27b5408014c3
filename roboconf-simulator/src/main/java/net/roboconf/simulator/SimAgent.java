package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEngine;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentIdentity;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepContext;

/**
 * A machine with its agent and its software. The agent may be killed at any moment, between any two effects; the steps
 * that it has begun, and the software, go on without it.
 */
final class SimAgent implements SimBroker.Client {

    /** Long before the first event, so that clocks of machines differ from the virtual one. */
    private static final long WALL = 1_700_000_000_000L;

    /** A step that hangs is ended after this long, as if people had set such a limit; in milliseconds. */
    private static final long HUNG = 40_000;

    private final Stage stage;
    private final VirtualTime time;
    private final Chances chances;
    private final Story story;
    private final SimBroker broker;
    private final Invariants invariants;
    private final SignalRules signals;
    private final Mutation mutation;
    private final AgentRules rules = new AgentRules(this);
    private AgentMemory memory = new AgentMemory();

    /** Steps that run on the machine, by id, whoever began them. */
    private final Map<String, StepOrder> steps = new HashMap<>();

    final MachineKey key;
    final String application;
    final InstancePath path;

    /** What the recipes of each instance were told of its imports: prefix, exporter, variables. */
    final Map<InstancePath, Map<String, Map<Where, Map<String, String>>>> told = new HashMap<>();

    private AgentEngine engine;
    private long life;
    private int boots;
    boolean alive;

    /** Instances whose software runs now. */
    final Set<InstancePath> software = new HashSet<>();

    private boolean on = true;
    private String address;
    private int kernels = 1;

    /** What its wall clock is ahead of the true one, in milliseconds. */
    private long clockError;

    /** Whether what runs the steps is installed. */
    private boolean plugin = true;

    /** What is done when it is installed again. */
    private final List<Runnable> waitingForPlugin = new ArrayList<>();

    /** What it is called in the story, beside the name of its machine. */
    private final String mark;

    SimAgent(Stage stage, MachineKey key, String application, InstancePath path) {
        this(stage, key, application, path, "");
    }

    private SimAgent(Stage stage, MachineKey key, String application, InstancePath path, String mark) {
        this.stage = stage;
        time = stage.time();
        chances = stage.chances();
        story = stage.story();
        broker = stage.broker();
        invariants = stage.invariants();
        signals = stage.signals();
        mutation = stage.mutation();
        this.key = key;
        this.application = application;
        this.path = path;
        this.mark = mark;
        address = "10.0.0." + key.value();
    }

    /** Another machine made from the disk of this one, with the same key: its agent speaks in the same name. */
    SimAgent cloned() {
        SimAgent clone = new SimAgent(stage, key, application, path, "'");
        clone.memory = copy(memory);
        clone.kernels = kernels + 100;
        clone.boots = boots + 100;
        return clone;
    }

    void boot() {
        life++;
        boots++;
        alive = true;
        story.tell(this + " boots, number " + boots);
        // A machine that is made once more with the same key has boots of its own.
        String bootId = "boot" + boots + "@" + time.now();
        AgentIdentity identity = new AgentIdentity(
                key, application, path, address, bootId, kernels == 1 ? "kernel" : "kernel" + kernels);
        engine = new AgentEngine(identity, AgentTuning.DEFAULT, memory);
        perform(mutation.does(this, engine.start(moment())));
        feed(pluginsChanged());
        if (alive) {
            broker.open(this, application);
        }
    }

    /** The plug-in is taken away. The steps that run go on. */
    void pluginGoes() {
        if (plugin) {
            story.tell(this + ": the plug-in goes");
            plugin = false;
            later(chances.between(0, 20), pluginsChanged());
        }
    }

    /** The plug-in is installed again. */
    void pluginComes() {
        if (!plugin) {
            story.tell(this + ": the plug-in comes");
            plugin = true;
            List<Runnable> waiting = List.copyOf(waitingForPlugin);
            waitingForPlugin.clear();
            waiting.forEach(Runnable::run);
            later(chances.between(0, 20), pluginsChanged());
        }
    }

    private void withPlugin(Runnable action) {
        if (plugin) {
            action.run();
        } else {
            waitingForPlugin.add(action);
        }
    }

    private AgentEvent pluginsChanged() {
        return new AgentEvent.PluginsChanged(plugin ? Set.of("mock") : Set.of());
    }

    boolean isOn() {
        return on;
    }

    /** The power fails: the agent, its steps and the software end at once. */
    void powerFails() {
        story.tell(this + " has no power");
        kill();
        on = false;
        steps.clear();
        software.clear();
        rules.ended(null);
    }

    /** The power is back; the agent starts with the machine. */
    void powerReturns() {
        if (!on && invariants.exists(this)) {
            on = true;
            kernels++;
            if (chances.happens(0.5)) {
                address = "10.0." + kernels + "." + key.value();
            }
            bootIfDead();
        }
    }

    /** What the disk holds now of the agent's memory, as a snapshot of the machine would. */
    AgentMemory snapshot() {
        return copy(memory);
    }

    /** The machine is set back to a snapshot, or, without one, installed anew. It has no power. */
    void setBack(AgentMemory snapshot) {
        story.tell(this + (snapshot == null ? " is wiped" : " is set back to a snapshot"));
        memory = snapshot == null ? new AgentMemory() : copy(snapshot);
        rules.setBack();
        signals.setBack(this);
    }

    private static AgentMemory copy(AgentMemory memory) {
        AgentMemory copy = new AgentMemory();
        memory.asMemos().forEach(copy::add);
        return copy;
    }

    /** How many things the agent remembers. */
    int memories() {
        return memory.asMemos().size();
    }

    /** How many signals the agent keeps because nobody has acknowledged them. */
    long signalsKept() {
        return memory.asMemos().stream()
                .filter(Memo.Signalled.class::isInstance)
                .count();
    }

    /** A probe finds something. */
    void signal(InstancePath probed, String text) {
        feed(new AgentEvent.Signalled(probed, "probe", text, 0));
    }

    /** Its wall clock jumps; what it measures durations with does not. */
    void clockJumps(long by) {
        story.tell(this + ": clock jumps by " + by / 1000 + " s");
        clockError += by;
    }

    /** The ids of the steps that run now. */
    Collection<StepOrder> running() {
        return steps.values();
    }

    /** Ends the agent as {@code kill -9} would. */
    void kill() {
        if (alive) {
            story.tell(this + " is killed");
            alive = false;
            life++;
            broker.close(this);
        }
    }

    /** The machine is destroyed. */
    void destroy() {
        kill();
        on = false;
        steps.clear();
        software.clear();
        rules.ended(null);
    }

    AgentView view() {
        return engine.view();
    }

    private Moment moment() {
        return new Moment(time.now(), WALL + clockError + time.now());
    }

    private void feed(AgentEvent event) {
        for (AgentEvent heard : mutation.hears(this, event)) {
            if (alive) {
                perform(mutation.does(this, engine.handle(heard, moment())));
                invariants.touched(this);
            }
        }
    }

    private void later(long delay, AgentEvent event) {
        long thisLife = life;
        time.in(delay, () -> {
            if (life == thisLife) {
                feed(event);
            }
        });
    }

    private void laterWithPlugin(long delay, AgentEvent event) {
        long thisLife = life;
        time.in(
                delay,
                () -> withPlugin(() -> {
                    if (life == thisLife) {
                        feed(event);
                    }
                }));
    }

    private void perform(List<AgentEffect> effects) {
        long thisLife = life;
        for (AgentEffect effect : effects) {
            if (life != thisLife) {
                return;
            }
            if (chances.fault(0.0004)) {
                kill();
                time.in(chances.between(10, 20_000), this::bootIfDead);
                return;
            }
            perform(effect);
        }
    }

    void bootIfDead() {
        if (!alive && on && invariants.exists(this)) {
            boot();
        }
    }

    private void perform(AgentEffect effect) {
        if (effect instanceof AgentEffect.Store store) {
            story.trace(() -> this + " notes " + store.memo());
            rules.stored(store.memo(), store.durable());
            if (store.memo() instanceof Memo.Statement statement) {
                invariants.believed(this, statement.exports());
            } else if (store.memo() instanceof Memo.Signalled signalled) {
                signals.noted(this, signalled.signal(), store.durable());
            }
            memory.add(store.memo());
        } else if (effect instanceof AgentEffect.Subscribe subscribe) {
            broker.subscribe(this, subscribe.wanted());
        } else if (effect instanceof AgentEffect.Send send) {
            rules.said(send.message());
            invariants.stated(send.message());
            broker.publish(this, send.to(), send.message());
        } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
            if (chances.fault(0.01)) {
                later(chances.between(10, 5_000), new AgentEvent.RecipeUnavailable(fetch.path(), "chance"));
            } else {
                laterWithPlugin(
                        chances.between(0, 500), new AgentEvent.RecipeReady(fetch.path(), optionalSteps(fetch.path())));
            }
        } else if (effect instanceof AgentEffect.RunScripts run) {
            later(chances.between(0, 500), new AgentEvent.ScriptsEnded(run.id(), Reason.NONE, ""));
        } else if (effect instanceof AgentEffect.RunStep run) {
            runStep(run.order());
        } else if (effect instanceof AgentEffect.CancelStep cancel) {
            StepOrder order = steps.get(cancel.stepId());
            if (order != null) {
                endStep(order, Reason.STEP_CANCELLED);
            }
        } else if (effect instanceof AgentEffect.AbandonStep abandon) {
            long thisLife = life;
            withPlugin(() -> {
                if (life == thisLife) {
                    steps.remove(abandon.stepId());
                    later(chances.between(0, 500), new AgentEvent.StepAbandoned(abandon.stepId()));
                }
            });
        } else if (effect instanceof AgentEffect.SetTimer timer) {
            later(timer.delay(), new AgentEvent.TimerRang(timer.timer(), timer.generation()));
        }
    }

    private static Set<Step> optionalSteps(InstancePath path) {
        return path.name().toLowerCase(Locale.ROOT).startsWith("lb")
                ? Set.of(Step.RECONFIGURE, Step.CHECK)
                : Set.of(Step.CHECK);
    }

    private void runStep(StepOrder order) {
        if (!plugin) {
            later(0, new AgentEvent.StepEnded(order.stepId(), report(order, Reason.PLUGIN_MISSING)));
            return;
        }
        invariants.stepBegins(this, order, steps.values());
        rules.stepBegins(order);
        steps.put(order.stepId(), order);
        long duration = chances.fault(0.05) ? chances.between(0, 30_000) : chances.between(0, 400);
        boolean fails = order.step() != Step.CHECK && chances.fault(0.03);
        if (chances.stormFault(0.02)) {
            story.tell(this + ": " + order.step() + " " + order.path() + " hangs");
            time.in(Math.min(order.timeLimit(), HUNG), () -> endStep(order, Reason.STEP_TIMEOUT));
            return;
        }
        time.in(duration, () -> endStep(order, fails ? Reason.STEP_FAILED : Reason.NONE));
    }

    private void endStep(StepOrder order, Reason outcome) {
        if (steps.get(order.stepId()) != order) {
            return;
        }
        steps.remove(order.stepId());
        Reason shown = outcome;
        if (order.step() == Step.CHECK && outcome == Reason.NONE && !software.contains(order.path())) {
            shown = Reason.STEP_FAILED;
        }
        if (order.step() == Step.CHECK) {
            rules.checked(order.path(), shown == Reason.NONE);
            if (shown != Reason.NONE) {
                invariants.checkFailed(this);
            }
        }
        if (shown == Reason.NONE || toldAllTheSame(order)) {
            told(order);
        }
        if (shown == Reason.NONE && order.step() == Step.START) {
            software.add(order.path());
            rules.started(order.path());
        } else if (shown == Reason.NONE && order.step() == Step.STOP) {
            software.remove(order.path());
        }
        invariants.stepEnded(this, order);
        if (alive) {
            feed(new AgentEvent.StepEnded(order.stepId(), report(order, shown)));
        }
    }

    private StepReport report(StepOrder order, Reason outcome) {
        return new StepReport(
                order.step(),
                outcome,
                outcome == Reason.NONE ? "" : "by chance",
                outcome == Reason.NONE ? 0 : 1,
                "",
                time.now(),
                1);
    }

    /** A script that fails at its end, or is ended, may have done all its work. */
    private static boolean toldAllTheSame(StepOrder order) {
        return order.stepId().hashCode() % 2 == 0 && (order.step() == Step.UPDATE || order.step() == Step.RECONFIGURE);
    }

    private void told(StepOrder order) {
        switch (order.step()) {
            case START, RECONFIGURE -> {
                Map<String, Map<Where, Map<String, String>>> all = new TreeMap<>();
                order.imports().forEach((prefix, imported) -> {
                    Map<Where, Map<String, String>> ofPrefix = new TreeMap<>();
                    imported.forEach(one -> ofPrefix.put(where(one), one.variables()));
                    all.put(prefix, ofPrefix);
                });
                told.put(order.path(), all);
            }
            case UPDATE -> {
                Map<Where, Map<String, String>> ofPrefix = told.getOrDefault(order.path(), new TreeMap<>())
                        .computeIfAbsent(order.change().prefix(), prefix -> new TreeMap<>());
                if (order.change().present()) {
                    ofPrefix.put(
                            where(order.change().imported()),
                            order.change().imported().variables());
                } else {
                    ofPrefix.remove(where(order.change().imported()));
                }
            }
            case DEPLOY, CHECK, STOP, UNDEPLOY -> {
                // Nothing is learnt of imports.
            }
        }
    }

    private Where where(StepContext.Imported imported) {
        return new Where(imported.application() == null ? application : imported.application(), imported.path());
    }

    Where where() {
        return new Where(application, path);
    }

    /** Some software dies by itself. */
    void softwareDies() {
        software.stream().sorted().findFirst().ifPresent(path -> {
            story.tell(this + ": software of " + path + " dies");
            software.remove(path);
            rules.ended(path);
        });
    }

    @Override
    public String account() {
        return key.value();
    }

    @Override
    public void connected() {
        feed(new AgentEvent.Connected());
    }

    @Override
    public void disconnected() {
        feed(new AgentEvent.Disconnected());
    }

    @Override
    public void received(Message message, String sender) {
        feed(new AgentEvent.Received(message, sender));
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        feed(new AgentEvent.Unconfirmed(to, message));
    }

    @Override
    public String toString() {
        return path.name() + "#" + key + mark;
    }
}
