package net.roboconf.agent.internal;

import net.roboconf.agent.internal.step.PluginArrivals;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Tells of plug-ins that come and go. iPOJO would make the plug-in, and so run its constructor, in the thread that starts its
 * bundle: here only its arrival is handed over.
 */
final class PluginTracker extends ServiceTracker<Plugin, ServiceReference<Plugin>> {

    private final PluginArrivals arrivals;
    private final Runnable changed;

    /** @param changed called after each change; must return at once */
    PluginTracker(BundleContext context, PluginArrivals arrivals, Runnable changed) {
        super(context, Plugin.class, null);
        this.arrivals = arrivals;
        this.changed = changed;
    }

    @Override
    public ServiceReference<Plugin> addingService(ServiceReference<Plugin> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            // It has gone already.
            return null;
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        arrivals.came(
                ServiceOrigin.of(reference),
                ExtensionKind.PLUGIN.names(bundle),
                () -> context.getService(reference),
                () -> BundleClasses.load(wiring));
        changed.run();
        return reference;
    }

    @Override
    public void removedService(ServiceReference<Plugin> reference, ServiceReference<Plugin> same) {
        // The framework takes the plug-in itself back.
        arrivals.went(ServiceOrigin.serviceId(reference));
        changed.run();
    }
}
