package net.roboconf.simulator;

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

    private final VirtualTime time;
    private final Chances chances;
    private final Story story;
    private final SimBroker broker;
    private final Invariants invariants;
    private final AgentMemory memory = new AgentMemory();

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

    SimAgent(
            VirtualTime time,
            Chances chances,
            Story story,
            SimBroker broker,
            Invariants invariants,
            MachineKey key,
            String application,
            InstancePath path) {
        this.time = time;
        this.chances = chances;
        this.story = story;
        this.broker = broker;
        this.invariants = invariants;
        this.key = key;
        this.application = application;
        this.path = path;
    }

    void boot() {
        life++;
        boots++;
        alive = true;
        story.tell(this + " boots, number " + boots);
        AgentIdentity identity =
                new AgentIdentity(key, application, path, "10.0.0." + key.value(), "boot" + boots, "kernel");
        engine = new AgentEngine(identity, AgentTuning.DEFAULT, memory);
        perform(engine.start(moment()));
        feed(new AgentEvent.PluginsChanged(Set.of("mock")));
        if (alive) {
            broker.open(this, application);
        }
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
        steps.clear();
        software.clear();
    }

    AgentView view() {
        return engine.view();
    }

    private Moment moment() {
        return new Moment(time.now(), WALL + time.now());
    }

    private void feed(AgentEvent event) {
        if (alive) {
            perform(engine.handle(event, moment()));
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
        if (!alive && invariants.exists(this)) {
            boot();
        }
    }

    private void perform(AgentEffect effect) {
        if (effect instanceof AgentEffect.Store store) {
            memory.add(store.memo());
        } else if (effect instanceof AgentEffect.Subscribe subscribe) {
            broker.subscribe(this, subscribe.wanted());
        } else if (effect instanceof AgentEffect.Send send) {
            invariants.stated(send.message());
            broker.publish(this, send.to(), send.message());
        } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
            if (chances.fault(0.01)) {
                later(chances.between(10, 5_000), new AgentEvent.RecipeUnavailable(fetch.path(), "chance"));
            } else {
                later(chances.between(0, 500), new AgentEvent.RecipeReady(fetch.path(), optionalSteps(fetch.path())));
            }
        } else if (effect instanceof AgentEffect.RunStep run) {
            runStep(run.order());
        } else if (effect instanceof AgentEffect.CancelStep cancel) {
            StepOrder order = steps.get(cancel.stepId());
            if (order != null) {
                endStep(order, Reason.STEP_CANCELLED);
            }
        } else if (effect instanceof AgentEffect.AbandonStep abandon) {
            steps.remove(abandon.stepId());
            later(chances.between(0, 500), new AgentEvent.StepAbandoned(abandon.stepId()));
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
        invariants.stepBegins(this, order, steps.values());
        steps.put(order.stepId(), order);
        long duration = chances.fault(0.05) ? chances.between(0, 30_000) : chances.between(0, 400);
        boolean fails = order.step() != Step.CHECK && chances.fault(0.03);
        time.in(duration, () -> endStep(order, fails ? Reason.STEP_FAILED : Reason.NONE));
    }

    private void endStep(StepOrder order, Reason outcome) {
        if (steps.remove(order.stepId()) == null) {
            return;
        }
        Reason shown = outcome;
        if (order.step() == Step.CHECK && outcome == Reason.NONE && !software.contains(order.path())) {
            shown = Reason.STEP_FAILED;
        }
        if (shown == Reason.NONE || toldAllTheSame(order)) {
            told(order);
        }
        if (shown == Reason.NONE && order.step() == Step.START) {
            software.add(order.path());
        } else if (shown == Reason.NONE && order.step() == Step.STOP) {
            software.remove(order.path());
        }
        invariants.stepEnded(this, order);
        if (alive) {
            feed(new AgentEvent.StepEnded(
                    order.stepId(),
                    new StepReport(
                            order.step(),
                            shown,
                            shown == Reason.NONE ? "" : "by chance",
                            shown == Reason.NONE ? 0 : 1,
                            "",
                            time.now(),
                            1)));
        }
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
        return path.name() + "#" + key;
    }
}
