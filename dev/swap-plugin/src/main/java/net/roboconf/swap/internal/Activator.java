package net.roboconf.swap.internal;

import net.roboconf.core.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the plug-in while its bundle runs. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                Plugin.class, new SwapPlugin(context.getBundle().getVersion().toString()), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
