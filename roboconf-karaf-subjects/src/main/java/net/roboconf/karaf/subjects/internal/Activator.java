package net.roboconf.karaf.subjects.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Begins before Karaf's shell does, by its start level. The framework takes the hook and the listener away when the bundle
 * stops.
 */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        if (KarafWeaving.isNeeded()) {
            context.registerService(WeavingHook.class, new KarafWeaving(), null);
        }
        String storage = context.getProperty(Constants.FRAMEWORK_STORAGE);
        String last = context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        if (storage != null && last != null) {
            FrameworkStartLevel level =
                    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
            context.addFrameworkListener(
                    new WholeCache(Path.of(storage), Integer.parseInt(last), level::getStartLevel));
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is held.
    }
}
