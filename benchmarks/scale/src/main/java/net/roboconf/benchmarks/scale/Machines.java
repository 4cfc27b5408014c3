package net.roboconf.benchmarks.scale;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.model.MachineKey;

/**
 * All machines of a fleet, each with its agent, and the broker between them and the Deployment Manager. Everything is
 * routed as on the real broker, and counted; nothing is lost, and what one says to another arrives in order. On one
 * thread.
 */
final class Machines {

    private final Timeline time;
    private final Pace pace;
    private final ToManager manager;
    private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);
    private final MessageCodec codec = new MessageCodec();
    private final Map<MachineKey, SimulatedAgent> agents = new LinkedHashMap<>();
    private final Map<Route, Set<SimulatedAgent>> hearers = new HashMap<>();
    private final Traffic traffic = new Traffic();
    private final StepCount steps = new StepCount();

    /** The way to the Deployment Manager. */
    interface ToManager {

        /** A report has come for it. */
        void deliver(Message message, byte[] bytes, String sender);
    }

    /**
     * How long things take, in milliseconds. Asked once for each.
     *
     * @see #AT_ONCE
     */
    interface Pace {

        /** Nothing takes any time. */
        Pace AT_ONCE = new Pace() {};

        /** From the call of the target to the first instruction of the agent. */
        default long boot() {
            return 0;
        }

        /** What every message from a machine and to it takes. */
        default long wire() {
            return 0;
        }

        /** A step of a recipe. */
        default long step() {
            return 0;
        }
    }

    Machines(Timeline time, Pace pace, ToManager manager) {
        this.time = time;
        this.pace = pace;
        this.manager = manager;
    }

    /** Makes a machine. */
    void make(AgentSettings settings) {
        SimulatedAgent agent = new SimulatedAgent(this, settings, pace.wire());
        agents.put(settings.machine(), agent);
        time.in(pace.boot(), () -> {
            if (isThere(agent)) {
                topology.alwaysHeard(agent.participant()).forEach(route -> hear(agent, route));
                agent.boot();
            }
        });
    }

    /** Destroys one. */
    void destroy(MachineKey machine) {
        SimulatedAgent agent = agents.remove(machine);
        if (agent != null) {
            hearers.values().forEach(set -> set.remove(agent));
        }
    }

    boolean isThere(SimulatedAgent agent) {
        return agents.get(agent.machine()) == agent;
    }

    SimulatedAgent agent(MachineKey machine) {
        return agents.get(machine);
    }

    Timeline time() {
        return time;
    }

    Pace pace() {
        return pace;
    }

    /** What has passed so far. */
    Traffic traffic() {
        return traffic;
    }

    /** Which steps were begun so far. */
    StepCount steps() {
        return steps;
    }

    void subscribe(SimulatedAgent agent, Set<Subscription> wanted) {
        Set<Route> routes = new HashSet<>();
        wanted.forEach(one -> routes.addAll(topology.bindingsOf(one, agent.participant())));
        agent.heard().stream().filter(route -> !routes.contains(route)).forEach(route -> hearers.get(route)
                .remove(agent));
        routes.stream().filter(route -> !agent.heard().contains(route)).forEach(route -> hear(agent, route));
        agent.hears(routes);
    }

    private void hear(SimulatedAgent agent, Route route) {
        hearers.computeIfAbsent(route, r -> new LinkedHashSet<>()).add(agent);
    }

    /** An agent says something. */
    void publish(SimulatedAgent from, Address to, Message message) {
        byte[] bytes = encoded(message);
        if (to instanceof Address.Manager) {
            count(message, 1, bytes.length);
            time.in(
                    from.wire(),
                    () -> manager.deliver(message, bytes, from.machine().value()));
        } else {
            deliver(
                    topology.routeTo(to, from.participant()),
                    message,
                    bytes.length,
                    from.machine().value(),
                    from.wire());
        }
    }

    /** The Deployment Manager says something. */
    void fromManager(Address to, byte[] bytes) {
        try {
            Route route = topology.routeTo(to, new Participant.Manager(0));
            deliver(route, codec.decode(bytes), bytes.length, "dm", 0);
        } catch (MessageFormatException e) {
            throw new IllegalArgumentException("The Deployment Manager has said something that cannot be read", e);
        }
    }

    private void deliver(Route route, Message message, int bytes, String sender, long wire) {
        Set<SimulatedAgent> all = hearers.getOrDefault(route, Set.of());
        count(message, all.size(), bytes);
        for (SimulatedAgent hearer : all) {
            time.in(wire + hearer.wire(), () -> hearer.received(message, sender));
        }
    }

    private void count(Message message, int delivered, int bytes) {
        traffic.add(message.getClass().getSimpleName(), delivered, bytes);
    }

    byte[] encoded(Message message) {
        try {
            return codec.encode(message);
        } catch (MessageFormatException e) {
            throw new IllegalStateException("What an engine says can be written", e);
        }
    }
}
