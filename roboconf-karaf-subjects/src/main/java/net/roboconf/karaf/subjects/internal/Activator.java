package net.roboconf.karaf.subjects.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;

/** Begins before Karaf's shell does, by its start level. The framework takes the hook away when the bundle stops. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        if (KarafWeaving.isNeeded()) {
            context.registerService(WeavingHook.class, new KarafWeaving(), null);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is held.
    }
}
