package net.roboconf.agent.internal;

import java.nio.file.Path;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.Plugin;
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

/** The agent's bundle: plug-ins and messaging come in, agents inside this process and the one of this machine go out. */
@Component(name = "net.roboconf.agent", immediate = true, managedservice = "net.roboconf.agent")
@Instantiate
@Provides(specifications = EmbeddedAgents.class)
public final class AgentComponent implements EmbeddedAgents {

    private final BundleContext context;
    private final Agents agents;
    private final StandaloneAgent standalone;
    private final SynchronousBundleListener restarts = this::bundleChanged;
    private ServiceRegistration<LocalAgent> announced;

    @Property(name = "settings")
    private String settings;

    @Property(name = "folder")
    private String folder;

    /** Called by iPOJO. */
    public AgentComponent(@Context BundleContext context) {
        this.context = context;
        String data = context.getProperty("karaf.data");
        agents = data == null ? new Agents() : new Agents(Path.of(data));
        standalone = new StandaloneAgent(agents, this::announce);
    }

    @Validate
    void begin() {
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
        standalone.configure(
                path(settings, System.getenv("ROBOCONF_AGENT_SETTINGS"), null),
                path(folder, System.getenv("ROBOCONF_AGENT_FOLDER"), context.getProperty("karaf.data") + "/agent"));
    }

    private static Path path(String configured, String fromEnvironment, String otherwise) {
        String chosen = configured != null && !configured.isBlank()
                ? configured
                : fromEnvironment != null && !fromEnvironment.isBlank() ? fromEnvironment : otherwise;
        return chosen == null ? null : Path.of(chosen.strip());
    }

    @Invalidate
    void end() {
        context.removeBundleListener(restarts);
        standalone.close();
        agents.close();
    }

    @Override
    public RunningAgent start(AgentSettings who, Messaging messaging, Path data) {
        return agents.start(who, messaging, data);
    }

    @Bind(aggregate = true, optional = true, id = "plugins", specification = Plugin.class)
    void bindPlugin(Plugin plugin, ServiceReference<Plugin> reference) {
        BundleWiring wiring = reference.getBundle().adapt(BundleWiring.class);
        agents.plugins().came(ServiceOrigin.of(reference), plugin, () -> BundleClasses.load(wiring));
    }

    @Unbind(id = "plugins")
    void unbindPlugin(ServiceReference<Plugin> reference) {
        agents.plugins().went(ServiceOrigin.serviceId(reference));
    }

    @Bind(aggregate = true, optional = true, id = "messaging", specification = MessagingProvider.class)
    void bindMessaging(MessagingProvider provider, ServiceReference<MessagingProvider> reference) {
        standalone.add(ServiceOrigin.of(reference), provider);
    }

    @Unbind(id = "messaging")
    void unbindMessaging(ServiceReference<MessagingProvider> reference) {
        standalone.remove(ServiceOrigin.serviceId(reference));
    }

    /** The shell's commands about the agent of this machine are there while it is. */
    private void announce(AgentHost host) {
        if (announced != null) {
            announced.unregister();
            announced = null;
        }
        if (host != null) {
            announced = context.registerService(LocalAgent.class, host::status, null);
        }
    }
}
