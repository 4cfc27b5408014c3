package net.roboconf.agent.internal;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.agent.internal.settings.AddressWish;
import net.roboconf.agent.internal.settings.MetadataSource;
import net.roboconf.agent.internal.settings.SettingsReport;
import net.roboconf.agent.internal.settings.Sources;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.RefusedBundles;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedBundles;
import net.roboconf.core.probe.Probe;
import org.apache.felix.ipojo.annotations.Bind;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Context;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Invalidate;
import org.apache.felix.ipojo.annotations.Property;
import org.apache.felix.ipojo.annotations.Provides;
import org.apache.felix.ipojo.annotations.Unbind;
import org.apache.felix.ipojo.annotations.Updated;
import org.apache.felix.ipojo.annotations.Validate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's bundle: plug-ins and messaging come in, agents inside this process and the one of this machine go out. */
@Component(name = "net.roboconf.agent", immediate = true, managedservice = "net.roboconf.agent")
@Instantiate
@Provides(specifications = EmbeddedAgents.class)
public final class AgentComponent implements EmbeddedAgents {

    private static final Logger LOG = LoggerFactory.getLogger(AgentComponent.class);

    private final BundleContext context;
    private final Agents agents;
    private final StandaloneAgent standalone;
    private final Sources sources;
    private final PluginTracker plugins;
    private final UnusedBundles unused;
    private final SynchronousBundleListener restarts = this::bundleChanged;
    private ServiceRegistration<ExtensionUse> use;
    private ServiceRegistration<LocalAgent> announced;
    private volatile AgentHost present;

    @Property(name = "settings")
    private String settings;

    @Property(name = "source")
    private String source;

    @Property(name = "address")
    private String address;

    @Property(name = "folder")
    private String folder;

    /** Called by iPOJO. */
    public AgentComponent(@Context BundleContext context) {
        this.context = context;
        String data = context.getProperty("karaf.data");
        agents = data == null ? new Agents() : new Agents(Path.of(data));
        standalone = new StandaloneAgent(agents, host -> present = host);
        sources = new Sources(agents.threads().timer());
        unused = new UnusedBundles(
                context, agents::soon, bundles -> agents.plugins().unused(bundles));
        plugins = new PluginTracker(context, agents.plugins(), unused::look);
    }

    @Validate
    void begin() {
        plugins.open();
        use = context.registerService(
                ExtensionUse.class,
                agents.plugins()::used,
                new Hashtable<>(Map.of(ExtensionUse.KIND, ExtensionKind.PLUGIN.name())));
        unused.open();
        agents.prepare(() -> BundleClasses.load(context.getBundle().adapt(BundleWiring.class)));
        context.addBundleListener(restarts);
        configure();
    }

    /** Whoever restarts, updates or removes a plug-in's bundle while the process runs has a reason to. */
    private void bundleChanged(BundleEvent event) {
        boolean ended = event.getType() == BundleEvent.STOPPED
                || event.getType() == BundleEvent.UPDATED
                || event.getType() == BundleEvent.UNINSTALLED;
        if (ended && context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.STOPPING) {
            agents.plugins().bundleChanged(event.getBundle().getSymbolicName());
        }
    }

    @Updated
    void configure() {
        List<MetadataSource> sources = List.of();
        AddressWish wish = AddressWish.NONE;
        try {
            sources = this.sources.named(
                    text(source, "ROBOCONF_AGENT_SOURCE"), path(settings, "ROBOCONF_AGENT_SETTINGS", null));
            wish = AddressWish.of(text(address, "ROBOCONF_AGENT_ADDRESS"));
        } catch (IllegalArgumentException e) {
            LOG.error("The configuration net.roboconf.agent cannot be used: {}", e.getMessage());
            sources = List.of();
        }
        announce(!sources.isEmpty());
        standalone.configure(
                sources, wish, path(folder, "ROBOCONF_AGENT_FOLDER", context.getProperty("karaf.data") + "/agent"));
    }

    private static String text(String configured, String variable) {
        return configured != null && !configured.isBlank() ? configured : System.getenv(variable);
    }

    private static Path path(String configured, String variable, String otherwise) {
        String chosen = text(configured, variable);
        if (chosen == null || chosen.isBlank()) {
            chosen = otherwise;
        }
        return chosen == null ? null : Path.of(chosen.strip());
    }

    /** The shell's commands about the agent of this machine are there while there is one, or is to be. */
    private synchronized void announce(boolean wanted) {
        if (wanted && announced == null) {
            announced = context.registerService(LocalAgent.class, new Local(), null);
        } else if (!wanted && announced != null) {
            announced.unregister();
            announced = null;
        }
    }

    private final class Local implements LocalAgent {

        @Override
        public Optional<AgentStatus> status() {
            return Optional.ofNullable(present).map(AgentHost::status);
        }

        @Override
        public SettingsReport settings() {
            return standalone.settings();
        }
    }

    @Invalidate
    void end() {
        context.removeBundleListener(restarts);
        announce(false);
        use.unregister();
        unused.close();
        plugins.close();
        standalone.close();
        agents.close();
    }

    @Override
    public RunningAgent start(AgentSettings who, Messaging messaging, Path data) {
        return agents.start(who, messaging, data);
    }

    @Bind(optional = true, id = "refused", specification = RefusedBundles.class)
    void bindRefused(RefusedBundles guard) {
        unused.ask(guard);
    }

    @Unbind(id = "refused")
    void unbindRefused() {
        unused.ask(null);
    }

    @Bind(aggregate = true, optional = true, id = "probes", specification = Probe.class)
    void bindProbe(Probe probe, ServiceReference<Probe> reference) {
        BundleWiring wiring = reference.getBundle().adapt(BundleWiring.class);
        agents.probes().came(ServiceOrigin.of(reference), probe, () -> BundleClasses.load(wiring));
    }

    @Unbind(id = "probes")
    void unbindProbe(ServiceReference<Probe> reference) {
        agents.probes().went(ServiceOrigin.serviceId(reference));
    }

    @Bind(aggregate = true, optional = true, id = "messaging", specification = MessagingProvider.class)
    void bindMessaging(MessagingProvider provider, ServiceReference<MessagingProvider> reference) {
        standalone.add(ServiceOrigin.of(reference), provider);
    }

    @Unbind(id = "messaging")
    void unbindMessaging(ServiceReference<MessagingProvider> reference) {
        standalone.remove(ServiceOrigin.serviceId(reference));
    }
}
