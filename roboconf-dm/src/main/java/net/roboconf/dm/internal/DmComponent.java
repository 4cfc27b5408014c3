package net.roboconf.dm.internal;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.NewestServices;
import net.roboconf.core.osgi.RefusedBundles;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.host.DeploymentManager;
import net.roboconf.dm.internal.host.InstalledMessaging;
import net.roboconf.dm.internal.host.InstalledTarget;
import net.roboconf.dm.internal.host.MessagingChoice;
import net.roboconf.dm.internal.rehearsal.Rehearsal;
import net.roboconf.dm.internal.store.PostgresDatabase;
import net.roboconf.dm.internal.store.Seal;
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
    private final NewestServices<InstalledTarget> targets = new NewestServices<>();
    private final NewestServices<InstalledMessaging> messagings = new NewestServices<>();
    private final MessagingChoice choice = new MessagingChoice();
    private final Map<String, ServiceRegistration<ManagedService>> configurations = new HashMap<>();
    private DeploymentManager running;
    private Thread rehearsal;
    private Extensions extensions;
    private volatile RefusedBundles refused;
    private volatile EmbeddedAgents agents;
    private ServiceRegistration<Manager> offered;
    private ServiceRegistration<ExtensionUse> offeredUse;
    private ServiceRegistration<Messaging> offeredMessaging;

    private ConfigurationAdmin admin;

    /** Called by iPOJO. */
    public DmComponent(@Context BundleContext bundles) {
        this.bundles = bundles;
    }

    /** Begins to work. */
    @Validate
    public void start() {
        // Not under the lock, and before the store is opened: what is there has most often answered by then.
        Extensions opened = new Extensions(bundles, new Targets(), new Messagings(), this::unused);
        opened.ask(refused);
        opened.open();
        synchronized (this) {
            extensions = opened;
            offeredUse = bundles.registerService(
                    ExtensionUse.class,
                    this::usedTargets,
                    new Hashtable<>(Map.of(ExtensionUse.KIND, ExtensionKind.TARGET.name())));
            begin();
        }
    }

    private List<ExtensionUse.Used> usedTargets() {
        Extensions open;
        synchronized (this) {
            open = extensions;
        }
        return open == null ? List.of() : open.targets(this::handlersOf);
    }

    private synchronized Set<String> handlersOf(long serviceId) {
        return targets.namesOf(serviceId);
    }

    private void begin() {
        try {
            DmConfiguration configuration = DmConfiguration.read(admin);
            choose(configuration);
            Path folder = folder(configuration);
            PostgresDatabase database = configuration.database();
            Seal seal = new Seal(keyFile(configuration));
            running = database == null
                    ? DeploymentManager.open(folder, configuration.tuning(), seal)
                    : DeploymentManager.open(
                            folder, configuration.tuning(), new SharedStore(database, seal, configuration.address()));
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

    private Path keyFile(DmConfiguration configuration) {
        if (configuration.keyFile() != null) {
            return Path.of(configuration.keyFile());
        }
        String etc = bundles.getProperty("karaf.etc");
        return Path.of(etc == null ? "etc" : etc, DmConfiguration.KEY_FILE);
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
        Extensions closed;
        synchronized (this) {
            closed = extensions;
            extensions = null;
            stopped = running;
            running = null;
            if (offered != null) {
                offered.unregister();
                offered = null;
            }
            if (offeredUse != null) {
                offeredUse.unregister();
                offeredUse = null;
            }
            configurations.values().forEach(ServiceRegistration::unregister);
            configurations.clear();
            if (rehearsal != null) {
                rehearsal.interrupt();
                rehearsal = null;
            }
        }
        if (closed != null) {
            closed.close();
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

    /** It is known which bundles are refused. */
    @Bind(id = "refused", optional = true, specification = RefusedBundles.class)
    public void bindRefused(RefusedBundles guard) {
        ask(guard);
    }

    /** It is not known any more. */
    @Unbind(id = "refused")
    public void unbindRefused() {
        ask(null);
    }

    private void ask(RefusedBundles guard) {
        Extensions open;
        synchronized (this) {
            refused = guard;
            open = extensions;
        }
        if (open != null) {
            open.ask(guard);
        }
    }

    private synchronized void unused(List<UnusedExtension> unused) {
        choice.explain(UnusedExtension.reasons(unused.stream()
                .filter(each -> each.kind() == ExtensionKind.MESSAGING)
                .toList()));
        if (running != null) {
            running.unused(unused);
            MessagingChoice.Decision decided = choice.decide();
            if (decided.opening() == null) {
                // Why there is none may be another reason now. What is open stays open.
                running.useMessaging(decided, this::offer);
            }
        }
    }

    /** Targets that come and go. */
    private final class Targets implements Arrivals.User<InstalledTarget> {

        @Override
        public void came(ServiceOrigin origin, InstalledTarget target) {
            synchronized (DmComponent.this) {
                change(targets.add(origin, target.handler(), target));
            }
        }

        @Override
        public void went(long serviceId) {
            synchronized (DmComponent.this) {
                change(targets.remove(serviceId));
            }
        }

        private void change(NewestServices.Change<InstalledTarget> change) {
            if (running != null && change.isOne()) {
                // The new one first: in between nobody shall be told that there is none.
                change.after().ifPresent(running::add);
                change.before().ifPresent(running::remove);
            }
        }
    }

    /** Technologies that come and go. */
    private final class Messagings implements Arrivals.User<InstalledMessaging> {

        @Override
        public void came(ServiceOrigin origin, InstalledMessaging messaging) {
            synchronized (DmComponent.this) {
                change(messagings.add(origin, messaging.type(), messaging));
            }
        }

        @Override
        public void went(long serviceId) {
            synchronized (DmComponent.this) {
                change(messagings.remove(serviceId));
            }
        }

        private void change(NewestServices.Change<InstalledMessaging> change) {
            if (change.isOne()) {
                change.after().ifPresent(choice::add);
                change.before().ifPresent(choice::remove);
                connect();
            }
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
