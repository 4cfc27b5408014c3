package net.roboconf.target.vmware.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Provides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The target {@code vmware}: machines are virtual machines of VMware vSphere, cloned from a template. */
@Component(name = "roboconf-target-vmware", publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class VmwareTarget implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(VmwareTarget.class);

    /** A request that nobody waits for any more has become a task by then, and tasks are seen however long they take. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Pace pace;
    private final Retry retry;
    private final RequestRate.Accounts rates;
    private final Creations creations;
    private final Map<Access, Connection> connections;

    /** For vSphere as it is. */
    public VmwareTarget() {
        // iPOJO does not set the fields of a component whose constructor calls another one.
        pace = Pace.OF_VCENTER;
        retry = new Retry(6, Duration.ofSeconds(1), Duration.ofSeconds(30));
        rates = new RequestRate.Accounts();
        creations = new Creations();
        connections = new ConcurrentHashMap<>();
    }

    VmwareTarget(Pace pace, Retry retry) {
        this.pace = pace;
        this.retry = retry;
        rates = new RequestRate.Accounts();
        creations = new Creations();
        connections = new ConcurrentHashMap<>();
    }

    @Override
    public String handler() {
        return "vmware";
    }

    @Override
    public Duration lateCreation() {
        return LATE;
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        VmwareDefinition.readStrictly(properties);
    }

    @Override
    public void check(Map<String, String> properties) throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        ask(() -> {
            account.check();
            return null;
        });
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        VmwareAccount account = account(request.properties());
        return ask(() -> account.create(request));
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        VmwareAccount account = account(request.properties());
        return ask(() -> account.find(request));
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        return ask(() -> account.status(machineId));
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        ask(() -> {
            account.terminate(machineId);
            return null;
        });
    }

    @Override
    public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        return ask(() -> account.facts(machineId));
    }

    @Override
    public List<MadeResource> resources(Map<String, String> properties, String owner)
            throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        return ask(() -> account.resources(owner));
    }

    @Override
    public void delete(Map<String, String> properties, MadeResource resource)
            throws TargetException, InterruptedException {
        VmwareAccount account = account(properties);
        ask(() -> {
            account.delete(resource);
            return null;
        });
    }

    /** Ends the sessions when the bundle stops. */
    @Invalidate
    public void end() throws InterruptedException {
        for (Map.Entry<Access, Connection> one : connections.entrySet()) {
            Optional<String> why = one.getValue().logout();
            if (why.isPresent()) {
                LOG.debug("The session of {} ends by itself: {}", one.getKey(), why.get());
            }
        }
        connections.clear();
    }

    private VmwareAccount account(Map<String, String> properties) throws TargetException {
        VmwareDefinition definition = VmwareDefinition.read(properties);
        Access access = definition.access();
        RequestRate rate = rates.of(access.toString(), definition.requestsPerSecond());
        Connection connection = connections.computeIfAbsent(access, account -> new Connection(account, rate, retry));
        return new VmwareAccount(definition, new Vsphere(connection, pace), creations);
    }

    private static <T> T ask(Creations.Work<T> question) throws TargetException, InterruptedException {
        try {
            return question.run();
        } catch (Refusal e) {
            throw e.forTarget();
        }
    }
}
