package net.roboconf.integration.container;

import java.util.Arrays;
import net.roboconf.core.messaging.Messaging;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The Deployment Manager's connection to its broker. */
final class Connection {

    private Connection() {}

    /** Whether it is there; an agent without settings needs none. */
    static boolean isThere(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference("net.roboconf.core.messaging.Messaging");
        if (reference == null) {
            return Arrays.stream(context.getBundles())
                    .noneMatch(bundle -> "roboconf-dm".equals(bundle.getSymbolicName()));
        }
        boolean connected = context.getService(reference) instanceof Messaging messaging && messaging.isConnected();
        context.ungetService(reference);
        return connected;
    }
}
