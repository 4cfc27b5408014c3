package net.roboconf.swap.internal;

import java.util.concurrent.locks.LockSupport;
import net.roboconf.core.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Offers the plug-in while its bundle runs. The header {@code Swap-Odd} of the bundle has it misbehave before it serves
 * anything: {@code made:throws}, {@code made:hangs}, {@code asked:throws}, {@code asked:hangs}. What hangs does so whatever is
 * done to its thread, until the bundle stops.
 */
public final class Activator implements BundleActivator {

    private static final long LOOK_NANOS = 10_000_000;

    private volatile boolean stopped;

    @Override
    public void start(BundleContext context) {
        Bundle bundle = context.getBundle();
        String odd = bundle.getHeaders().get("Swap-Odd");
        context.registerService(Plugin.class, new Factory(odd == null ? "" : odd), null);
    }

    @Override
    public void stop(BundleContext context) {
        stopped = true;
        // The framework takes the service back.
    }

    private void misbehave(String odd, String where) {
        if (odd.equals(where + ":throws")) {
            throw new IllegalStateException("thrown when it was " + where);
        }
        while (odd.equals(where + ":hangs") && !stopped) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private final class Factory implements ServiceFactory<Plugin> {

        private final String odd;

        Factory(String odd) {
            this.odd = odd;
        }

        @Override
        public Plugin getService(Bundle user, ServiceRegistration<Plugin> registration) {
            misbehave(odd, "made");
            Bundle bundle = registration.getReference().getBundle();
            return new SwapPlugin(String.valueOf(bundle.getVersion()), () -> misbehave(odd, "asked"));
        }

        @Override
        public void ungetService(Bundle user, ServiceRegistration<Plugin> registration, Plugin plugin) {
            // Nothing is held.
        }
    }
}
