package net.roboconf.agent.internal.host;

import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.step.PluginSource;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;

/** Begins the effects of one life of an agent's engine. */
final class HostEffects implements EngineLife.Effects {

    private final MachineKey machine;
    private final Messaging messaging;
    private final Connections connections;
    private final LastWords lastWords;
    private final PluginSource plugins;
    private final AgentWorkers workers;
    private final Timers timers;
    private final Clock clock;
    private final Consumer<AgentEvent> events;

    HostEffects(
            MachineKey machine,
            Messaging messaging,
            Connections connections,
            LastWords lastWords,
            PluginSource plugins,
            AgentWorkers workers,
            Timers timers,
            Clock clock,
            Consumer<AgentEvent> events) {
        this.machine = machine;
        this.messaging = messaging;
        this.connections = connections;
        this.lastWords = lastWords;
        this.plugins = plugins;
        this.workers = workers;
        this.timers = timers;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void begin(AgentEffect effect, Moment caused) {
        if (effect instanceof AgentEffect.Send send) {
            Message message = send.message() instanceof Heartbeat beat
                    ? beat.withRelocation(connections.relocation())
                    : send.message();
            lastWords.said(message);
            messaging.publish(send.to(), message);
        } else if (effect instanceof AgentEffect.SetTimer timer) {
            timers.set(timer, clock.now().monotonic() - caused.monotonic());
        } else if (effect instanceof AgentEffect.RunStep run) {
            workers.steps().run(run.order(), events);
        } else if (effect instanceof AgentEffect.FetchRecipe fetch) {
            workers.recipes().fetch(fetch, events);
        } else if (effect instanceof AgentEffect.RunScripts run) {
            workers.scripts().run(run, events);
        } else if (effect instanceof AgentEffect.Subscribe subscribe) {
            messaging.subscribe(subscribe.wanted());
        } else if (effect instanceof AgentEffect.CancelStep cancel) {
            workers.steps().cancel(cancel.stepId());
        } else if (effect instanceof AgentEffect.AbandonStep abandon) {
            workers.steps().abandon(abandon, events);
        } else if (effect instanceof AgentEffect.AnswerWithLog answer) {
            workers.work().execute(() -> answer(answer));
        } else if (effect instanceof AgentEffect.DropLog drop) {
            // At once: an instance of the same path may come next.
            workers.logs().drop(drop.path());
        } else if (effect instanceof AgentEffect.AllowPlugin allow) {
            plugins.allow(allow.installer());
        } else {
            throw new IllegalStateException("An effect that nobody carries out: " + effect.getClass());
        }
    }

    private void answer(AgentEffect.AnswerWithLog wanted) {
        Reply.Answer answer = workers.logs().end(wanted.path(), wanted.maxBytes());
        messaging.publish(new Address.Manager(), new Reply(wanted.callId(), machine, answer));
    }

    @Override
    public void close() {
        timers.close();
    }
}
