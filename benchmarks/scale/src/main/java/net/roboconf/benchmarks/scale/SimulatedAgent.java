package net.roboconf.benchmarks.scale;

import java.util.List;
import java.util.Set;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEngine;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentIdentity;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.model.MachineKey;

/**
 * A machine with the real engine of an agent. Its disk remembers nothing, for it is never started twice; its recipes do
 * nothing, and do it well.
 */
final class SimulatedAgent {

    /** The installer of recipes that take all imports at once, by {@code reconfigure}; all others have {@code update}. */
    static final String RECONFIGURING = "mock-reconfiguring";

    private final Machines machines;
    private final AgentSettings settings;
    private final Participant.Agent participant;
    private final long wire;
    private final AgentEngine engine;
    private Set<Route> heard = Set.of();

    SimulatedAgent(Machines machines, AgentSettings settings, long wire) {
        this.machines = machines;
        this.settings = settings;
        this.wire = wire;
        participant = new Participant.Agent(settings.machine(), settings.application());
        AgentIdentity identity = new AgentIdentity(
                settings.machine(), settings.application(), settings.path(), "192.0.2.1", "boot", "kernel");
        engine = new AgentEngine(identity, AgentTuning.DEFAULT, new AgentMemory());
    }

    MachineKey machine() {
        return settings.machine();
    }

    Participant.Agent participant() {
        return participant;
    }

    /** What each message from here and to here takes, in milliseconds. */
    long wire() {
        return wire;
    }

    Set<Route> heard() {
        return heard;
    }

    void hears(Set<Route> routes) {
        heard = routes;
    }

    void boot() {
        perform(engine.start(now()));
        feed(new AgentEvent.PluginsChanged(Set.of(AgentEvent.PluginsChanged.EVERY)));
        feed(new AgentEvent.Connected());
    }

    void received(Message message, String sender) {
        feed(new AgentEvent.Received(message, sender));
    }

    private void feed(AgentEvent event) {
        if (machines.isThere(this)) {
            perform(engine.handle(event, now()));
        }
    }

    private void later(long delay, AgentEvent event) {
        machines.time().in(delay, () -> feed(event));
    }

    private Moment now() {
        long now = machines.time().now();
        return new Moment(now, now);
    }

    private void perform(List<AgentEffect> effects) {
        for (AgentEffect effect : effects) {
            if (effect instanceof AgentEffect.Subscribe subscribe) {
                machines.subscribe(this, subscribe.wanted());
            } else if (effect instanceof AgentEffect.Send send) {
                machines.publish(this, send.to(), send.message());
            } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
                Set<Step> optional = RECONFIGURING.equals(fetch.installer()) ? Set.of(Step.RECONFIGURE) : Set.of();
                later(0, new AgentEvent.RecipeReady(fetch.path(), optional));
            } else if (effect instanceof AgentEffect.RunStep run) {
                StepOrder order = run.order();
                machines.steps().add(order.step());
                later(machines.pace().step(), ended(order));
            } else if (effect instanceof AgentEffect.SetTimer timer) {
                later(timer.delay(), new AgentEvent.TimerRang(timer.timer(), timer.generation()));
            } else if (effect instanceof AgentEffect.CancelStep || effect instanceof AgentEffect.AbandonStep) {
                throw new IllegalStateException("Nobody asks for that in a benchmark: " + effect);
            }
        }
    }

    private AgentEvent.StepEnded ended(StepOrder order) {
        return new AgentEvent.StepEnded(
                order.stepId(),
                new StepReport(
                        order.step(), Reason.NONE, "", 0, "", machines.time().now(), 0));
    }
}
