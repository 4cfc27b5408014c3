package net.roboconf.agent.internal.host;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.recipe.RecipeSupply;
import net.roboconf.agent.internal.step.StepLogs;
import net.roboconf.agent.internal.step.StepRunner;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;

/** Begins the effects of one life of an agent's engine. */
final class HostEffects implements EngineLife.Effects {

    /**
     * Those who do the work; they outlive the engine's lives.
     *
     * @param messaging carries messages
     * @param steps runs steps
     * @param recipes brings recipes
     * @param logs has what steps printed
     * @param work for what may block
     * @param said hears each message before it is published
     */
    record Workers(
            Messaging messaging,
            StepRunner steps,
            RecipeSupply recipes,
            StepLogs logs,
            Executor work,
            Consumer<Message> said) {}

    private final MachineKey machine;
    private final Workers workers;
    private final Timers timers;
    private final Clock clock;
    private final Consumer<AgentEvent> events;

    HostEffects(MachineKey machine, Workers workers, Timers timers, Clock clock, Consumer<AgentEvent> events) {
        this.machine = machine;
        this.workers = workers;
        this.timers = timers;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void begin(AgentEffect effect, Moment caused) {
        if (effect instanceof AgentEffect.Send send) {
            workers.said().accept(send.message());
            workers.messaging().publish(send.to(), send.message());
        } else if (effect instanceof AgentEffect.SetTimer timer) {
            timers.set(timer, clock.now().monotonic() - caused.monotonic());
        } else if (effect instanceof AgentEffect.RunStep run) {
            workers.steps().run(run.order(), events);
        } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
            workers.recipes().fetch(fetch, events);
        } else if (effect instanceof AgentEffect.Subscribe subscribe) {
            workers.messaging().subscribe(subscribe.wanted());
        } else if (effect instanceof AgentEffect.CancelStep cancel) {
            workers.steps().cancel(cancel.stepId());
        } else if (effect instanceof AgentEffect.AbandonStep abandon) {
            workers.steps().abandon(abandon, events);
        } else if (effect instanceof AgentEffect.AnswerWithLog answer) {
            workers.work().execute(() -> answer(answer));
        } else {
            throw new IllegalStateException("An effect that nobody carries out: " + effect.getClass());
        }
    }

    private void answer(AgentEffect.AnswerWithLog wanted) {
        Reply.Answer answer = workers.logs().end(wanted.path(), wanted.maxBytes());
        workers.messaging().publish(new Address.Manager(), new Reply(wanted.callId(), machine, answer));
    }

    @Override
    public void close() {
        timers.close();
    }
}
