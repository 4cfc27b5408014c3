package net.roboconf.dm.internal.rehearsal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.agent.EmbeddedAgents.RunningAgent;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;

/** Machines of a rehearsal: agents in this process, whose software is simulated. */
final class RehearsalTarget implements Target, AutoCloseable {

    /** Nobody can be reached there: an address of TEST-NET-1, RFC 5737. */
    private static final String ADDRESS = "192.0.2.1";

    private final EmbeddedAgents agents;
    private final Path folder;
    private final Map<MachineKey, RunningAgent> machines = new ConcurrentHashMap<>();
    private volatile Messaging messaging;

    /** @param folder of which each machine gets a folder */
    RehearsalTarget(EmbeddedAgents agents, Path folder) {
        this.agents = agents;
        this.folder = folder;
    }

    /** The messaging that the agents share; null when there is none. */
    void use(Messaging open) {
        messaging = open;
    }

    @Override
    public String handler() {
        return "rehearsal";
    }

    @Override
    public boolean needsAccount(Map<String, String> properties) {
        return false;
    }

    @Override
    public String create(MachineRequest request) {
        AgentSettings settings = request.agent().withAddress(ADDRESS).withOption(AgentSettings.SIMULATE, "true");
        machines.computeIfAbsent(request.key(), key -> agents.start(settings, messaging, folder.resolve(key.value())));
        return request.key().value();
    }

    @Override
    public Optional<String> find(MachineRequest request) {
        return Optional.of(request.key()).filter(machines::containsKey).map(MachineKey::value);
    }

    @Override
    public Duration lateCreation() {
        return Duration.ZERO;
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId) {
        return machines.containsKey(key) ? MachineStatus.RUNNING : MachineStatus.GONE;
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId) {
        RunningAgent agent = machines.remove(key);
        if (agent != null) {
            agent.stop();
        }
    }

    @Override
    public void close() {
        machines.values().forEach(RunningAgent::stop);
        machines.clear();
    }
}
