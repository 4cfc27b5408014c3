package net.roboconf.target.local.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.agent.EmbeddedAgents.RunningAgent;
import net.roboconf.core.messaging.Messaging;

/**
 * Runs agents inside this process, while the agent's bundle and the Deployment Manager's messaging are there. Safe for
 * several threads.
 */
final class EmbeddedHost {

    private final Duration patience;
    private EmbeddedAgents agents;
    private Messaging messaging;
    private long generation;

    /**
     * An agent that was started here.
     *
     * @param generation changes when one of the services does: agents of an older one run no more
     */
    record Guest(RunningAgent agent, long generation) {}

    /**
     * Runs agents.
     *
     * @param patience how long {@link #await} waits
     */
    EmbeddedHost(Duration patience) {
        this.patience = patience;
    }

    /** The agent's bundle came, or went when null. */
    synchronized void use(EmbeddedAgents newAgents) {
        agents = newAgents;
        generation++;
        notifyAll();
    }

    /** The Deployment Manager's messaging came, or went when null. */
    synchronized void use(Messaging newMessaging) {
        messaging = newMessaging;
        generation++;
        notifyAll();
    }

    /** Waits until both services are there; false when they did not come. */
    synchronized boolean await() throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (agents == null || messaging == null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Starts an agent; empty when a service is missing. */
    synchronized Optional<Guest> start(AgentSettings settings, Path data) {
        if (agents == null || messaging == null) {
            return Optional.empty();
        }
        return Optional.of(new Guest(agents.start(settings, messaging, data), generation));
    }

    /** Whether the guest still runs. */
    synchronized boolean serves(Guest guest) {
        return guest.generation() == generation;
    }
}
