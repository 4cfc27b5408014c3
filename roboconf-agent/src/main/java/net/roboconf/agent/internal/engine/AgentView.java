package net.roboconf.agent.internal.engine;

import java.util.List;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;

/**
 * What an agent says of itself. Immutable.
 *
 * @param identity who it is
 * @param epoch how often it has started
 * @param application its application
 * @param connected whether messages can pass
 * @param accepted the newest order that it has accepted
 * @param instances parents before their children
 */
public record AgentView(
        AgentIdentity identity,
        long epoch,
        String application,
        boolean connected,
        OrderVersion accepted,
        List<ObservedInstance> instances) {

    /** Makes the list immutable. */
    public AgentView {
        instances = List.copyOf(instances);
    }
}
