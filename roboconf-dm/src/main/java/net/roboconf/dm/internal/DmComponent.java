package net.roboconf.dm.internal;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.NewestServices;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.target.Target;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.engine.Handlers;
import net.roboconf.dm.internal.host.DeploymentManager;
import net.roboconf.dm.internal.host.MessagingChoice;
import net.roboconf.dm.internal.rehearsal.Rehearsal;
import net.roboconf.dm.internal.store.PostgresDatabase;
import net.roboconf.dm.internal.store.SharedStore;
import org.apache.felix.ipojo.annotations.Bind;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Context;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Unbind;
import org.apache.felix.ipojo.annotations.Updated;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Deployment Manager's bundle: targets and messaging come in, {@link Manager} and the open {@link Messaging} go out.
 * Everything that is called here returns at once.
 */
@Component(name = "roboconf-dm", immediate = true, managedservice = DmConfiguration.PID)
@Instantiate(name = "dm")
public class DmComponent {

    private static final Logger LOG = LoggerFactory.getLogger(DmComponent.class);

    private final BundleContext bundles;
    private final NewestServices<Target> targets = new NewestServices<>();
    private final NewestServices<MessagingProvider> providers = new NewestServices<>();
    private final MessagingChoice choice = new MessagingChoice();
    private final Map<String, ServiceRegistration<ManagedService>> configurations = new HashMap<>();
    private DeploymentManager running;
    private Thread rehearsal;
    private volatile EmbeddedAgents agents;
    private ServiceRegistration<Manager> offered;
    private ServiceRegistration<Messaging> offeredMessaging;

    private ConfigurationAdmin admin;

    /** Called by iPOJO. */
    public DmComponent(@Context BundleContext bundles) {
        this.bundles = bundles;
    }

    /** Begins to work. */
    @Validate
    public synchronized void start() {
        try {
            DmConfiguration configuration = DmConfiguration.read(admin);
            choose(configuration);
            Path folder = folder(configuration);
            PostgresDatabase database = configuration.database();
            running = database == null
                    ? DeploymentManager.open(folder, configuration.tuning())
                    : DeploymentManager.open(
                            folder, configuration.tuning(), new SharedStore(database, configuration.address()));
            if (configuration.rehearses()) {
                rehearsal = new Rehearsal(running.manager(), () -> agents, folder.resolve("rehearsal")).start();
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The Deployment Manager cannot start: {}", e.getMessage());
            return;
        }
        targets.all().forEach(running::add);
        connect();
        offered = bundles.registerService(Manager.class, running.manager(), null);
    }

    private Path folder(DmConfiguration configuration) {
        if (configuration.data() != null) {
            return Path.of(configuration.data());
        }
        String karaf = bundles.getProperty("karaf.data");
        return Path.of(karaf == null ? "data" : karaf, "roboconf");
    }

    /** Takes a changed configuration. The data folder, times and policies take effect at the next start. */
    @Updated
    public synchronized void updated() {
        if (running == null) {
            return;
        }
        try {
            DmConfiguration changed = DmConfiguration.read(admin);
            // Refuses a broker that does not fit the store; the store itself stays as it is.
            changed.database();
            choose(changed);
            connect();
        } catch (IllegalArgumentException e) {
            LOG.error("The changed configuration {} is not taken: {}", DmConfiguration.PID, e.getMessage());
        } catch (IOException e) {
            LOG.error("The changed configuration {} cannot be read: {}", DmConfiguration.PID, e.getMessage());
        }
    }

    private void choose(DmConfiguration configuration) {
        choice.choose(configuration.messaging());
        String chosen = choice.chosen();
        if (!chosen.equals(MessagingChoice.EMBEDDED) && !configurations.containsKey(chosen)) {
            listenToConfigurationOf(chosen);
        }
    }

    private void listenToConfigurationOf(String technology) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, "net.roboconf.messaging." + technology);
        ManagedService listener = configured -> configured(technology, configured);
        configurations.put(technology, bundles.registerService(ManagedService.class, listener, properties));
    }

    private synchronized void configured(String technology, Dictionary<String, ?> configured) {
        Map<String, String> settings = new HashMap<>();
        if (configured != null) {
            Collections.list(configured.keys()).stream()
                    .filter(key -> !key.startsWith("service.") && !key.startsWith("felix."))
                    .forEach(key -> settings.put(key, String.valueOf(configured.get(key))));
        }
        choice.configure(technology, settings);
        if (technology.equals(choice.chosen())) {
            connect();
        }
    }

    private void connect() {
        // What was used before is used until then.
        if (running != null && !choice.waits()) {
            running.useMessaging(choice.decide(), this::offer);
        }
    }

    private synchronized void offer(Messaging open) {
        if (offeredMessaging != null) {
            offeredMessaging.unregister();
            offeredMessaging = null;
        }
        if (open != null) {
            offeredMessaging = bundles.registerService(Messaging.class, open, null);
        }
    }

    /** Ends the work here. Agents and machines go on. */
    @Invalidate
    public void stop() {
        DeploymentManager stopped;
        synchronized (this) {
            stopped = running;
            running = null;
            if (offered != null) {
                offered.unregister();
                offered = null;
            }
            configurations.values().forEach(ServiceRegistration::unregister);
            configurations.clear();
            if (rehearsal != null) {
                rehearsal.interrupt();
                rehearsal = null;
            }
        }
        if (stopped != null) {
            // Not under the lock: its threads call offer() while they end.
            stopped.close();
        }
        // Flyway, which is part of this bundle, leaves its classes in a memory that all of the process share.
        TypeFactory.defaultInstance().clearCache();
    }

    /** The service that has the configuration. */
    @Bind(id = "configuration")
    public synchronized void bindConfiguration(ConfigurationAdmin configurations) {
        admin = configurations;
    }

    /** That service goes, and the Deployment Manager's work here with it. */
    @Unbind(id = "configuration")
    public synchronized void unbindConfiguration(ConfigurationAdmin configurations) {
        admin = null;
    }

    /** Agents can run in this process. */
    @Bind(id = "agents", optional = true, specification = EmbeddedAgents.class)
    public void bindAgents(EmbeddedAgents embedded) {
        agents = embedded;
    }

    /** They cannot any more. */
    @Unbind(id = "agents")
    public void unbindAgents() {
        agents = null;
    }

    /** A target is installed. */
    @Bind(id = "targets", aggregate = true, optional = true, specification = Target.class)
    public synchronized void bindTarget(Target target, ServiceReference<Target> reference) {
        ServiceOrigin origin = ServiceOrigin.of(reference);
        String handler;
        try {
            handler = Handlers.normal(target.handler());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The target of {} is not used, because it does not say its handler", origin, e);
            return;
        }
        change(targets.add(origin, handler, target));
    }

    /** A target is taken away. */
    @Unbind(id = "targets")
    public synchronized void unbindTarget(ServiceReference<Target> reference) {
        change(targets.remove(ServiceOrigin.serviceId(reference)));
    }

    private void change(NewestServices.Change<Target> change) {
        if (running != null && change.isOne()) {
            // The new one first: in between nobody shall be told that there is none.
            change.after().ifPresent(running::add);
            change.before().ifPresent(running::remove);
        }
    }

    /** A technology is installed. */
    @Bind(id = "providers", aggregate = true, optional = true, specification = MessagingProvider.class)
    public synchronized void bindProvider(MessagingProvider provider, ServiceReference<MessagingProvider> reference) {
        ServiceOrigin origin = ServiceOrigin.of(reference);
        try {
            choose(providers.add(origin, provider.type(), provider));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The messaging of {} is not used, because it does not say its type", origin, e);
        }
    }

    /** A technology is taken away. */
    @Unbind(id = "providers")
    public synchronized void unbindProvider(ServiceReference<MessagingProvider> reference) {
        choose(providers.remove(ServiceOrigin.serviceId(reference)));
    }

    private void choose(NewestServices.Change<MessagingProvider> change) {
        if (change.isOne()) {
            change.after().ifPresent(choice::add);
            change.before().ifPresent(choice::remove);
            connect();
        }
    }

    /** The broker inside this process runs. */
    @Bind(id = "broker", optional = true, specification = EmbeddedBroker.class)
    public synchronized void bindBroker(EmbeddedBroker broker) {
        choice.use(broker);
        connect();
    }

    /** The broker inside this process has stopped. */
    @Unbind(id = "broker")
    public synchronized void unbindBroker() {
        choice.use(null);
        connect();
    }
}
