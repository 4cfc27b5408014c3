package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.ssh.SshMachines;
import org.apache.felix.ipojo.annotations.Bind;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Provides;
import org.apache.felix.ipojo.annotations.Unbind;
import org.apache.felix.ipojo.annotations.Updated;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The target {@code local}: its configuration, and the contract in terms of {@link LocalMachines}. */
@Component(name = "roboconf-target-local", managedservice = LocalConfiguration.PID, publicFactory = false)
@Instantiate
@Provides(specifications = Target.class)
public final class LocalTarget implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(LocalTarget.class);

    private final EmbeddedHost embedded;

    private volatile LocalHost host;
    private ConfigurationAdmin admin;
    private LocalConfiguration configuration;
    private boolean open;

    /** Configured by its properties. */
    public LocalTarget() {
        // iPOJO does not set the fields of a component whose constructor calls another one.
        this.embedded = new EmbeddedHost(Duration.ofSeconds(10));
    }

    LocalTarget(EmbeddedHost embedded) {
        this.embedded = embedded;
    }

    /**
     * Finds the machines that exist. Asks for the configuration rather than to wait until it comes, which would be after
     * the first questions about machines: they would be looked for in the wrong folder, and not found.
     */
    @Validate
    public synchronized void open() {
        open = true;
        update();
    }

    /** Takes a changed configuration; one that comes before {@link #open} is asked for there. */
    @Updated
    public synchronized void update() {
        if (!open) {
            return;
        }
        try {
            use(LocalConfiguration.read(admin, Path.of(System.getProperty("karaf.base", ""))));
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("The configuration {} cannot be read", LocalConfiguration.PID, e);
        }
    }

    /** Lets go of the machines. */
    @Invalidate
    public synchronized void close() {
        LocalHost old = host;
        host = null;
        configuration = null;
        open = false;
        if (old != null) {
            old.close();
        }
    }

    /** Part of the component: takes the service that has the configuration. */
    @Bind(id = "configuration")
    public synchronized void bindConfiguration(ConfigurationAdmin configurations) {
        admin = configurations;
    }

    /** Part of the component: that service goes. */
    @Unbind(id = "configuration")
    public synchronized void unbindConfiguration(ConfigurationAdmin configurations) {
        admin = null;
    }

    /** Part of the component: takes the service that runs agents inside this process. */
    @Bind(id = "agents", optional = true)
    public void bindAgents(EmbeddedAgents agents) {
        embedded.use(agents);
        tendSoon();
    }

    /** Part of the component: that service goes, and its agents with it. */
    @Unbind(id = "agents")
    public void unbindAgents(EmbeddedAgents agents) {
        embedded.use((EmbeddedAgents) null);
        tendSoon();
    }

    /** Part of the component: takes the Deployment Manager's messaging. */
    @Bind(id = "messaging", optional = true)
    public void bindMessaging(Messaging messaging) {
        embedded.use(messaging);
        tendSoon();
    }

    /** Part of the component: the Deployment Manager's messaging goes. */
    @Unbind(id = "messaging")
    public void unbindMessaging(Messaging messaging) {
        embedded.use((Messaging) null);
        tendSoon();
    }

    @Override
    public String handler() {
        return "local";
    }

    @Override
    public void validate(Map<String, String> properties) throws TargetException {
        if (MachineProperties.areOfHosts(properties)) {
            SshMachines.validate(properties);
        } else {
            MachineProperties.check(properties);
        }
    }

    @Override
    public void check(Map<String, String> properties) throws TargetException, InterruptedException {
        if (MachineProperties.areOfHosts(properties)) {
            host().hosts().check(properties);
        } else {
            host();
        }
    }

    @Override
    public boolean needsAccount(Map<String, String> properties) {
        try {
            return MachineProperties.areOfHosts(properties)
                    || MachineProperties.of(properties).mode() == Mode.PROCESS;
        } catch (TargetException e) {
            return true; // create tells what is wrong
        }
    }

    @Override
    public String create(MachineRequest request) throws TargetException, InterruptedException {
        if (isOnHost(request.properties(), request.key())) {
            return host().hosts().create(request);
        }
        MachineProperties properties = MachineProperties.of(request.properties());
        if (properties.mode() == Mode.IN_MEMORY && !embedded.await()) {
            throw new TargetException(
                    "No agent can run inside the Deployment Manager: its bundle or the messaging is not there."
                            + " Install the feature roboconf-agent-embedded, or use mode = process.",
                    false,
                    null);
        }
        LocalMachines machines = machines();
        try {
            machines.create(request, properties);
            return request.key().value();
        } catch (IOException e) {
            throw new TargetException(
                    "The local machine for " + request.application() + request.path() + " cannot be made: "
                            + e.getMessage(),
                    exists(machines, request.key()),
                    e);
        }
    }

    /** Creations end with the process, and while one is under way {@link #find} waits for it. */
    @Override
    public Duration lateCreation() {
        return Duration.ZERO;
    }

    @Override
    public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
        if (isOnHost(request.properties(), request.key())) {
            return host().hosts().find(request);
        }
        try {
            return machines().exists(request.key()) ? Optional.of(request.key().value()) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        if (isOnHost(properties, key)) {
            return host().hosts().status(properties, key, machineId);
        }
        try {
            return machines().status(key);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public MachineFacts facts(Map<String, String> properties, MachineKey key, String machineId) throws TargetException {
        if (isOnHost(properties, key)) {
            return host().hosts().facts(key, machineId);
        }
        List<String> addresses = machines().address(key).map(List::of).orElse(List.of());
        return new MachineFacts(machineId, "", addresses, "", "", "");
    }

    @Override
    public void terminate(Map<String, String> properties, MachineKey key, String machineId)
            throws TargetException, InterruptedException {
        if (isOnHost(properties, key)) {
            host().hosts().terminate(properties, key, machineId);
            return;
        }
        try {
            machines().destroy(key);
        } catch (IOException e) {
            throw new TargetException("The local machine " + key + " cannot be destroyed: " + e.getMessage(), true, e);
        }
    }

    /** Takes this configuration; a change while it runs too. */
    synchronized void use(LocalConfiguration wanted) {
        if (wanted.equals(configuration)) {
            return;
        }
        close();
        try {
            host = LocalHost.open(wanted, embedded);
            configuration = wanted;
            LOG.info("Local machines are in {}", wanted.machines());
        } catch (IOException e) {
            LOG.error("The folder of local machines {} cannot be used: {}", wanted.machines(), e.getMessage());
        }
    }

    private void tendSoon() {
        LocalHost present = host;
        if (present != null) {
            present.tendSoon();
        }
    }

    /** The definition may have been changed since a machine was made: the host that it has counts. */
    private boolean isOnHost(Map<String, String> properties, MachineKey key) throws TargetException {
        LocalHost present = host;
        return MachineProperties.areOfHosts(properties)
                || present != null && present.hosts().knows(key);
    }

    private LocalMachines machines() throws TargetException {
        return host().machines();
    }

    private LocalHost host() throws TargetException {
        LocalHost present = host;
        if (present == null) {
            throw new TargetException(
                    "The target 'local' is not ready; its log says why. Its configuration is in etc/"
                            + LocalConfiguration.PID + ".cfg",
                    false,
                    null);
        }
        return present;
    }

    private static boolean exists(LocalMachines machines, MachineKey key) {
        try {
            return machines.exists(key);
        } catch (IOException e) {
            return true; // nobody knows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static TargetException unreadable(IOException e) {
        return new TargetException("Local machines cannot be read: " + e.getMessage(), false, e);
    }
}
