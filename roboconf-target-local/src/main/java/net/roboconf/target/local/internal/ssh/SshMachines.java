package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.host.Lease;
import net.roboconf.target.local.internal.ssh.RemoteHost.Claim;
import net.roboconf.target.local.internal.ssh.RemoteHost.State;
import net.roboconf.target.local.internal.ssh.SshFailure.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines of the mode {@code ssh}: the contract of targets. Safe for several threads. */
public final class SshMachines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshMachines.class);

    /** So long a host that was not reached comes behind all others. */
    private static final long AVOIDED_NANOS = 30_000_000_000L;

    /** What thirty seconds are enough for. */
    private static final int MOST_CHECKED = 32;

    /** A machine that nobody has. */
    private static final MachineKey NOBODY = new MachineKey("nobody");

    private final String manager;
    private final Leases leases;
    private final Agents agents;

    /** They will never answer again, people say. */
    private final Set<HostAddress> abandoned;

    private final HostJar program;
    private final SshConnections connections = new SshConnections();
    private final KeyGuard guard = new KeyGuard();
    private final StaleHosts stale;

    /** Machines whose creation was begun by this object, and has left nothing anywhere. */
    private final Set<MachineKey> nowhere = ConcurrentHashMap.newKeySet();

    private final Map<HostAddress, Long> unreached = new ConcurrentHashMap<>();

    SshMachines(String manager, Leases leases, Agents agents, Set<HostAddress> abandoned) throws IOException {
        this.manager = manager;
        this.leases = leases;
        this.agents = agents;
        this.abandoned = abandoned;
        this.program = HostJar.pack();
        this.stale = new StaleHosts(leases, guard, this::open);
    }

    /**
     * The machines that a file remembers.
     *
     * @param manager who this Deployment Manager is; for people
     * @param file may not exist yet
     * @param abandoned hosts that will never answer again, as in a definition; may be empty
     */
    public static SshMachines open(String manager, Path file, Distributions distributions, String abandoned)
            throws IOException {
        try {
            return new SshMachines(
                    manager,
                    new Leases(file),
                    new Agents(distributions),
                    Set.copyOf(HostList.parse(abandoned, HostAddress.DEFAULT_PORT)));
        } catch (IllegalArgumentException e) {
            throw new IOException("'hosts.abandoned' cannot be used: " + e.getMessage(), e);
        }
    }

    /** Finds distributions. */
    public interface Distributions extends Agents.Homes {}

    /** Refuses what cannot be used. */
    public static void validate(Map<String, String> properties) throws TargetException {
        SshProperties.check(properties);
    }

    /**
     * As {@link net.roboconf.core.target.Target#check}: whether one of the hosts at least can be reached, proves that it is
     * itself, and takes the login. Of very many the first are asked.
     */
    public void check(Map<String, String> given) throws TargetException, InterruptedException {
        SshProperties properties = SshProperties.of(given);
        agent(properties);
        List<HostAddress> asked = properties
                .hosts()
                .subList(0, Math.min(MOST_CHECKED, properties.hosts().size()));
        Problems silent = new Problems();
        new HostSearch(host -> open(host, properties)).search(asked, NOBODY, silent);
        List<HostAddress> bad = asked.stream().filter(silent::contains).toList();
        if (bad.size() == asked.size()) {
            throw silent.noneUsable(properties.hosts().size() - asked.size());
        }
        bad.forEach(host -> LOG.warn("The host {} cannot be used: it {}", host, silent.reason(host)));
    }

    /** As {@link net.roboconf.core.target.Target#facts}. */
    public MachineFacts facts(MachineKey key, String machineId) throws TargetException {
        try {
            Optional<Held> held = leases.of(key);
            HostAddress host = held.map(Held::host).orElseGet(() -> HostAddress.parse(machineId));
            return new MachineFacts(machineId, held.map(Held::label).orElse(""), List.of(host.name()), "", "", "");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether the file knows this machine, whatever its definition says now. */
    public boolean knows(MachineKey key) throws TargetException {
        try {
            return leases.of(key).isPresent();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** As {@link net.roboconf.core.target.Target#create}. */
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        SshProperties properties = SshProperties.of(request.properties());
        AgentArchive agent = agent(properties);
        MachineKey key = request.key();
        guard.enter(key);
        try {
            return create(request, properties, agent);
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            guard.leave(key);
        }
    }

    private String create(MachineRequest request, SshProperties properties, AgentArchive agent)
            throws IOException, TargetException, InterruptedException {
        MachineKey key = request.key();
        String label = request.application() + request.path();
        Problems problems = new Problems();
        Optional<Held> held = leases.of(key);
        boolean touched = held.isPresent();
        nowhere.add(key);
        while (true) {
            if (held.isEmpty()) {
                held = leases.take(key, label, order(properties, problems));
            }
            if (held.isEmpty()) {
                throw problems.noHost(label, properties.hosts(), leases.all());
            }
            HostAddress host = held.get().host();
            if (held.get().stage() == Held.Stage.MADE) {
                nowhere.remove(key);
                return host.toString();
            }
            try {
                make(host, request, properties, agent, problems);
            } catch (SshFailure e) {
                settle(key, host, e, touched, properties);
                problems.add(host, e);
                LOG.warn("The machine {} cannot be made on the host {}, which {}", label, host, e.getMessage());
            }
            held = leases.of(key);
            touched = false;
        }
    }

    /** Makes it there; what comes of it is seen in the leases. */
    private void make(
            HostAddress host, MachineRequest request, SshProperties properties, AgentArchive agent, Problems problems)
            throws IOException, InterruptedException {
        MachineKey key = request.key();
        try (RemoteHost remote = open(host, properties)) {
            List<MachineKey> others = leases.staleOn(host);
            Lease wanted = new Lease(
                    key,
                    request.application() + request.path(),
                    manager,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            try {
                Claim claim = remote.claim(wanted, others);
                leases.cleared(host, others);
                if (!claim.holder().key().equals(key)) {
                    leases.free(key);
                    problems.add(host, usedBy(claim.holder()));
                    return;
                }
                if (!claim.installed().contains(agent.version())) {
                    remote.install(agent);
                }
                leases.come(key, Held.Stage.STARTING);
                remote.start(
                        key,
                        agent.version(),
                        settings(request, host, properties).toText());
                leases.come(key, Held.Stage.MADE);
            } catch (SshFailure e) {
                if (e.stage() == Stage.REFUSED) {
                    remote.end(key);
                    leases.free(key);
                }
                throw e;
            }
        }
    }

    /** What becomes of a machine and a host that failed it. */
    private void settle(MachineKey key, HostAddress host, SshFailure failure, boolean touched, SshProperties properties)
            throws IOException, TargetException {
        if (failure.stage() == Stage.UNREACHED) {
            unreached.put(host, System.nanoTime());
        }
        Optional<Held> held = leases.of(key);
        if (held.isEmpty()) {
            return;
        }
        if (held.get().stage() == Held.Stage.STARTING) {
            throw new TargetException(
                    "The host " + host + " of the machine " + held.get().label() + " " + failure.getMessage()
                            + ". Its agent may run: it is asked again.",
                    true,
                    failure);
        }
        if (failure.isBefore() && !touched) {
            leases.free(key);
        } else {
            leases.giveUp(key);
            stale.remember(properties);
        }
    }

    /** As {@link net.roboconf.core.target.Target#find}. */
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        SshProperties properties = SshProperties.of(request.properties());
        MachineKey key = request.key();
        guard.enter(key);
        try {
            Optional<Held> held = leases.of(key);
            if (held.isEmpty()) {
                return nowhere.contains(key) ? Optional.empty() : search(request, properties);
            }
            return switch (held.get().stage()) {
                case MADE -> Optional.of(held.get().host().toString());
                case STARTING -> made(held.get(), properties);
                case CLAIMING -> {
                    unmake(held.get(), properties);
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            guard.leave(key);
        }
    }

    /** Whether a machine whose making was cut off is one; what is less is taken away. */
    private Optional<String> made(Held held, SshProperties properties)
            throws IOException, TargetException, InterruptedException {
        try (RemoteHost remote = open(held.host(), properties)) {
            State state = remote.state(held.key());
            if (state == State.RUNNING || state == State.STOPPED) {
                leases.come(held.key(), Held.Stage.MADE);
                return Optional.of(held.host().toString());
            }
            remote.end(held.key());
            leases.free(held.key());
            return Optional.empty();
        } catch (SshFailure e) {
            throw failed(held.host(), held.label(), e, false);
        }
    }

    /** No agent has run there, so that what cannot be taken away now may wait. */
    private void unmake(Held held, SshProperties properties) throws IOException, InterruptedException {
        try (RemoteHost remote = open(held.host(), properties)) {
            remote.end(held.key());
            leases.free(held.key());
        } catch (SshFailure e) {
            LOG.warn("The host {} {}; what is left on it is taken away later", held.host(), e.getMessage());
            leases.giveUp(held.key());
            stale.remember(properties);
        }
    }

    /** Asks the hosts themselves: the file was lost, or is another Deployment Manager's. */
    private Optional<String> search(MachineRequest request, SshProperties properties)
            throws IOException, TargetException, InterruptedException {
        MachineKey key = request.key();
        String label = request.application() + request.path();
        Set<HostAddress> taken = ConcurrentHashMap.newKeySet();
        leases.all().forEach(other -> taken.add(other.host()));
        List<HostAddress> asked = properties.hosts().stream()
                .filter(host -> !taken.contains(host))
                .toList();
        Problems silent = new Problems();
        Optional<HostAddress> found = new HostSearch(host -> open(host, properties)).search(asked, key, silent);
        if (found.isPresent()) {
            Held held = new Held(key, label, found.get(), Held.Stage.STARTING);
            leases.found(held);
            return made(held, properties);
        }
        for (HostAddress host : asked) {
            if (silent.contains(host)) {
                throw new TargetException(
                        "Whether the machine " + label + " exists cannot be said: the host " + host + " "
                                + silent.reason(host)
                                + ". Repair it; when it will never come back, put it into 'hosts.abandoned' of"
                                + " net.roboconf.target.local.cfg.",
                        false,
                        null);
            }
        }
        return Optional.empty();
    }

    /** As {@link net.roboconf.core.target.Target#status}. Starts an agent that does not run. */
    public MachineStatus status(Map<String, String> given, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        SshProperties properties = SshProperties.of(given);
        guard.enter(key);
        try {
            Optional<Held> held = leases.of(key);
            HostAddress host = held.map(Held::host).orElseGet(() -> HostAddress.parse(machineId));
            String label = held.map(Held::label).orElse(key.value());
            try (RemoteHost remote = open(host, properties)) {
                unreached.remove(host);
                return switch (remote.state(key)) {
                    case RUNNING -> MachineStatus.RUNNING;
                    case HALF -> MachineStatus.PENDING;
                    case GONE -> {
                        leases.free(key);
                        yield MachineStatus.GONE;
                    }
                    case STOPPED -> {
                        LOG.warn("The agent of {} on the host {} does not run: it is started", label, host);
                        remote.startAgain(key);
                        yield MachineStatus.PENDING;
                    }
                };
            } catch (SshFailure e) {
                if (isAbandoned(host, key, label, e)) {
                    return MachineStatus.GONE;
                }
                throw failed(host, label, e, false);
            }
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            guard.leave(key);
        }
    }

    /** Whether a machine is gone with its host. Should that come back, what is left on it is ended before it is used. */
    private boolean isAbandoned(HostAddress host, MachineKey key, String label, SshFailure failure) throws IOException {
        if (!abandoned.contains(host) || failure.stage() != Stage.UNREACHED) {
            return false;
        }
        LOG.warn("The machine {} is gone with its host {}, which is abandoned", label, host);
        leases.giveUp(key);
        return true;
    }

    /** As {@link net.roboconf.core.target.Target#terminate}. */
    public void terminate(Map<String, String> given, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        SshProperties properties = SshProperties.of(given);
        guard.enter(key);
        try {
            Optional<Held> held = leases.of(key);
            HostAddress host = held.map(Held::host).orElseGet(() -> HostAddress.parse(machineId));
            try (RemoteHost remote = open(host, properties)) {
                remote.end(key);
                leases.free(key);
            } catch (SshFailure e) {
                String label = held.map(Held::label).orElse(key.value());
                if (!isAbandoned(host, key, label, e)) {
                    throw failed(host, label, e, true);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            guard.leave(key);
        }
    }

    /** Lets go of all connections; machines exist on. */
    @Override
    public void close() {
        stale.close();
        connections.close();
    }

    private RemoteHost open(HostAddress host, SshProperties properties) throws SshFailure, InterruptedException {
        return new RemoteHost(connections.open(host, properties), properties, program);
    }

    /** In the order of the definition; those that were not reached a moment ago come last. */
    private List<HostAddress> order(SshProperties properties, Problems problems) {
        List<HostAddress> first = new ArrayList<>();
        List<HostAddress> last = new ArrayList<>();
        long now = System.nanoTime();
        for (HostAddress host : properties.hosts()) {
            if (abandoned.contains(host)) {
                problems.add(host, "is abandoned: it is in 'hosts.abandoned' of net.roboconf.target.local.cfg");
            }
            Long since = unreached.get(host);
            if (!problems.contains(host)) {
                (since != null && now - since < AVOIDED_NANOS ? last : first).add(host);
            }
        }
        first.addAll(last);
        return first;
    }

    private AgentArchive agent(SshProperties properties) throws TargetException, InterruptedException {
        try {
            return agents.get(properties.distribution());
        } catch (IOException e) {
            throw new TargetException(e.getMessage(), false, e);
        }
    }

    private static AgentSettings settings(MachineRequest request, HostAddress host, SshProperties properties) {
        // A name, or an address of this host alone, need not be what others reach it by: the agent finds its own.
        AgentSettings agent = host.isPublicAddress() ? request.agent().withAddress(host.name()) : request.agent();
        return properties.simulates() ? agent.withOption(AgentSettings.SIMULATE, "true") : agent;
    }

    private static String usedBy(Lease holder) {
        return "is in use: it is the machine " + holder.label() + " (" + holder.key() + ") of the Deployment Manager "
                + holder.manager() + ", since " + holder.since();
    }

    private static TargetException failed(HostAddress host, String label, SshFailure e, boolean outcomeUnknown) {
        return new TargetException(
                "The host " + host + " of the machine " + label + " " + e.getMessage()
                        + (e.stage() == Stage.UNREACHED
                                ? ". It is asked again; is it plugged in and switched on?"
                                : "."),
                outcomeUnknown,
                e);
    }

    private static TargetException unreadable(IOException e) {
        return new TargetException("The leases of hosts cannot be read or written: " + e.getMessage(), false, e);
    }
}
