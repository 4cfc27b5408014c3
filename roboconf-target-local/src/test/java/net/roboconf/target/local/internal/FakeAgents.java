package net.roboconf.target.local.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;

/** Agents that do nothing but be there. */
final class FakeAgents implements EmbeddedAgents {

    private final List<FakeAgent> running = new CopyOnWriteArrayList<>();

    @Override
    public RunningAgent start(AgentSettings settings, Messaging messaging, Path folder) {
        FakeAgent agent = new FakeAgent(settings, messaging, folder, running);
        running.add(agent);
        return agent;
    }

    /** Those that run. */
    List<FakeAgent> running() {
        return running;
    }

    /** One of them. */
    record FakeAgent(AgentSettings settings, Messaging messaging, Path folder, List<FakeAgent> all)
            implements RunningAgent {

        @Override
        public void stop() {
            all.removeIf(agent -> agent == this);
        }
    }
}
