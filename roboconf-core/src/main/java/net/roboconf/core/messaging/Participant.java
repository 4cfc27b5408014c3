package net.roboconf.core.messaging;

import net.roboconf.core.model.MachineKey;

/** Who takes part in the messaging. */
public sealed interface Participant {

    /**
     * A Deployment Manager; hears every report.
     *
     * @param term its term
     */
    record Manager(long term) implements Participant {}

    /**
     * The agent of one machine; hears its orders, what peers send to it, verdicts, and what it subscribes to.
     *
     * @param machine its machine
     * @param application its application
     */
    record Agent(MachineKey machine, String application) implements Participant {}

    /**
     * The side channel of the Deployment Manager, on which blobs are served. It hears only {@link Call}s of agents'
     * side channels; {@link Address.Machine} reaches an agent's side channel from here.
     */
    record ManagerBlobs() implements Participant {}

    /**
     * The side channel of an agent, on which it pulls blobs. It hears only {@link Reply}s of the Deployment Manager's
     * side channel; {@link Address.Manager} reaches that one from here.
     *
     * @param machine its machine
     * @param application its application
     */
    record AgentBlobs(MachineKey machine, String application) implements Participant {}
}
