package net.roboconf.agent.internal.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentIdentity;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.host.Engine;
import net.roboconf.core.messaging.OrderVersion;

/** Engines that do what a test says, and remember what happened to them. Each takes the next epoch when it starts. */
public final class ScriptedEngine implements Engine.Maker {

    private final Function<AgentEvent, List<AgentEffect>> script;
    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    private final List<AgentIdentity> lives = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();

    /** Engines that answer each event like this. */
    public ScriptedEngine(Function<AgentEvent, List<AgentEffect>> script) {
        this.script = script;
    }

    /** What happened to all of them, oldest first. */
    public List<AgentEvent> events() {
        return List.copyOf(events);
    }

    /** Who they were, oldest first. */
    public List<AgentIdentity> lives() {
        return List.copyOf(lives);
    }

    @Override
    public Engine make(AgentIdentity identity, AgentMemory memory) {
        lives.add(identity);
        long epoch = ((Memo.Epoch) memory.asMemos().get(0)).starts() + 1;
        return new Engine() {
            @Override
            public List<AgentEffect> start(Moment now) {
                return List.of(new AgentEffect.Store(new Memo.Epoch(epoch, identity.kernelBoot()), true));
            }

            @Override
            public List<AgentEffect> handle(AgentEvent event, Moment now) {
                if (inside.getAndIncrement() != 0) {
                    throw new AssertionError("Two threads in one engine");
                }
                try {
                    events.add(event);
                    return script.apply(event);
                } finally {
                    inside.decrementAndGet();
                }
            }

            @Override
            public AgentView view() {
                return new AgentView(identity, epoch, identity.application(), false, OrderVersion.NONE, List.of());
            }
        };
    }
}
