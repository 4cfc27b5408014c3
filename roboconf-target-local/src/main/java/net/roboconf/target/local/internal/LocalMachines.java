package net.roboconf.target.local.internal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All machines of this host. Safe for several threads; one machine is created by one thread at a time. */
final class LocalMachines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMachines.class);

    private record Entry(LocalMachine machine, String address) {}

    private final MachineFolders folders;
    private final LoopbackAddresses addresses;
    private final ProcessMachine.Host processHost;
    private final EmbeddedHost embeddedHost;
    private final Map<MachineKey, Entry> machines = new ConcurrentHashMap<>();

    /** Machines that are being made: who asks for one, or destroys it, waits until that is over. */
    private final Set<MachineKey> inTheMaking = new HashSet<>();

    LocalMachines(
            MachineFolders folders,
            LoopbackAddresses addresses,
            ProcessMachine.Host processHost,
            EmbeddedHost embeddedHost) {
        this.folders = folders;
        this.addresses = addresses;
        this.processHost = processHost;
        this.embeddedHost = embeddedHost;
    }

    /** Finds the machines that exist already. Called once, first. */
    void load() throws IOException {
        folders.sweep();
        for (MachineFolder folder : folders.all()) {
            try {
                folder.read().ifPresent(machine -> adopt(folder, machine));
            } catch (IOException e) {
                LOG.error("A machine cannot be read: {}", e.getMessage());
            }
        }
    }

    /** Whether the machine exists. */
    boolean exists(MachineKey key) throws IOException, InterruptedException {
        synchronized (inTheMaking) {
            awaitMade(key);
        }
        return machines.containsKey(key) || folders.of(key).read().isPresent();
    }

    /** Makes the machine, unless it exists, and starts its agent, unless it runs. */
    void create(MachineRequest request, MachineProperties properties) throws IOException, InterruptedException {
        synchronized (inTheMaking) {
            awaitMade(request.key());
            inTheMaking.add(request.key());
        }
        try {
            Entry entry = machines.get(request.key());
            if (entry == null) {
                MachineFolder folder = folders.of(request.key());
                Optional<MachineRecord> found = folder.read();
                entry = found.isPresent() ? adopt(folder, found.get()) : make(folder, request, properties);
            }
            entry.machine().start();
        } finally {
            synchronized (inTheMaking) {
                inTheMaking.remove(request.key());
                inTheMaking.notifyAll();
            }
        }
    }

    private void awaitMade(MachineKey key) throws InterruptedException {
        while (inTheMaking.contains(key)) {
            inTheMaking.wait();
        }
    }

    /** How the machine is. */
    MachineStatus status(MachineKey key) throws IOException {
        Entry entry = machines.get(key);
        if (entry != null) {
            return entry.machine().status();
        }
        return folders.of(key).read().isPresent() ? MachineStatus.STOPPED : MachineStatus.GONE;
    }

    /** Its own address; empty when it is not known here. */
    Optional<String> address(MachineKey key) {
        return Optional.ofNullable(machines.get(key)).map(Entry::address);
    }

    /** Destroys the machine; one that does not exist is no error. */
    void destroy(MachineKey key) throws IOException, InterruptedException {
        synchronized (inTheMaking) {
            awaitMade(key);
        }
        Entry entry = machines.get(key);
        if (entry != null) {
            entry.machine().destroy();
            forget(key, entry);
        } else {
            // Its record cannot be read, or its making was not finished: what carries its mark must go all the same.
            MachineFolder folder = folders.of(key);
            processHost.processes().end(key, null, folder.path());
            folder.delete();
        }
    }

    /** Has every machine looked after. One that makes trouble keeps no other one waiting. */
    void tend() throws InterruptedException {
        for (Map.Entry<MachineKey, Entry> one : machines.entrySet()) {
            try {
                if (!one.getValue().machine().tend()) {
                    forget(one.getKey(), one.getValue());
                }
            } catch (IOException e) {
                LOG.warn("Machine {} needs attention: {}", one.getKey(), e.getMessage());
            }
        }
    }

    /** Lets go of all machines; they exist on. */
    @Override
    public void close() {
        machines.values().forEach(entry -> entry.machine().leave());
        machines.clear();
        addresses.close();
    }

    private Entry make(MachineFolder folder, MachineRequest request, MachineProperties properties)
            throws IOException, InterruptedException {
        String wanted = properties.distribution() == null
                ? null
                : properties.distribution().toString();
        boolean process = properties.mode() == Mode.PROCESS;
        if (process) {
            // What cannot be run is refused before anything exists.
            processHost.home(wanted);
        }
        String address = addresses.claim(isReal(properties.mode(), properties.simulates()));
        try {
            AgentSettings agent = request.agent()
                    .withAddress(address)
                    .withOption(
                            AgentSettings.BLOBS,
                            folders.blobs().toAbsolutePath().toString());
            if (properties.simulates()) {
                agent = agent.withOption(AgentSettings.SIMULATE, "true");
            }
            MachineRecord machine = new MachineRecord(
                    request.key(),
                    request.application(),
                    request.path().value(),
                    properties.mode(),
                    properties.simulates(),
                    address,
                    null,
                    wanted,
                    process ? null : agent.toText(),
                    false);
            folder.make(machine, agent, process);
            return adopt(folder, machine);
        } catch (IOException e) {
            addresses.release(address);
            throw e;
        }
    }

    private Entry adopt(MachineFolder folder, MachineRecord machine) {
        return machines.computeIfAbsent(machine.key(), key -> {
            addresses.reclaim(machine.address(), isReal(machine.mode(), machine.simulates()));
            LocalMachine found =
                    switch (machine.mode()) {
                        case PROCESS -> new ProcessMachine(processHost, folder, machine);
                        case IN_MEMORY -> new InMemoryMachine(embeddedHost, processHost.processes(), folder, machine);
                    };
            return new Entry(found, machine.address());
        });
    }

    private void forget(MachineKey key, Entry entry) {
        if (machines.remove(key, entry)) {
            addresses.release(entry.address());
        }
    }

    /** Whether something may listen on the machine's address. */
    private static boolean isReal(Mode mode, boolean simulates) {
        return mode == Mode.PROCESS || !simulates;
    }
}
