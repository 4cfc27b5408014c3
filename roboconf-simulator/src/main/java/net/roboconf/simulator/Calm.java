package net.roboconf.simulator;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A while in which nobody wants anything and nothing fails, after the fleet has converged: then there are heartbeats and
 * checks, and what cannot start asks for what it misses. Nothing is run, stored or remembered, and nobody chatters.
 */
final class Calm {

    /** How long it is looked at, in milliseconds. */
    static final long LASTS = 120_000;

    private static final long HEARTBEAT = 5_000;

    /** Each agent says at most so much in the time of a heartbeat: the heartbeat, and asks for what it misses with the answers. */
    private static final int MESSAGES = 6;

    private final SimBroker broker;
    private final SimStore store;
    private final Invariants invariants;
    private final Map<SimAgent, Integer> memories = new HashMap<>();
    private final long published;
    private final long steps;
    private final int stored;

    /** It begins now. */
    Calm(SimBroker broker, SimStore store, Invariants invariants) {
        this.broker = broker;
        this.store = store;
        this.invariants = invariants;
        published = broker.published;
        steps = invariants.lasting;
        stored = store.size();
        invariants.machines().forEach(machine -> memories.put(machine, machine.memories()));
    }

    /** It is over. */
    void require() {
        Collection<SimAgent> machines = invariants.machines();
        require(invariants.lasting == steps, (invariants.lasting - steps) + " steps were run");
        require(store.size() == stored, (store.size() - stored) + " changes were stored");
        machines.forEach(machine -> require(
                memories.get(machine) == machine.memories(),
                machine + " remembers " + machine.memories() + " things after " + memories.get(machine)));
        long allowed = machines.size() * MESSAGES * (LASTS / HEARTBEAT + 1);
        long said = broker.published - published;
        require(said <= allowed, said + " messages were sent, not at most " + allowed);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation("While nothing changes, " + what);
        }
    }
}
