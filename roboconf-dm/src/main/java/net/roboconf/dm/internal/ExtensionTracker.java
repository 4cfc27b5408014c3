package net.roboconf.dm.internal;

import java.util.function.Function;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ServiceOrigin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Tells of services that come and go. iPOJO would make them, and so run their constructors, in the thread that starts their
 * bundle: here only their arrival is handed over.
 *
 * @param <S> their type
 * @param <T> what they say of themselves
 */
final class ExtensionTracker<S, T> extends ServiceTracker<S, ServiceReference<S>> {

    private final ExtensionKind kind;
    private final Arrivals<T> arrivals;
    private final Function<S, T> question;

    /** @param question asks one what it is; gets null when its bundle could not make it */
    ExtensionTracker(
            BundleContext context, Class<S> type, ExtensionKind kind, Arrivals<T> arrivals, Function<S, T> question) {
        super(context, type, null);
        this.kind = kind;
        this.arrivals = arrivals;
        this.question = question;
    }

    @Override
    public ServiceReference<S> addingService(ServiceReference<S> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            // It has gone already.
            return null;
        }
        arrivals.came(
                ServiceOrigin.of(reference), kind.names(bundle), () -> question.apply(context.getService(reference)));
        return reference;
    }

    @Override
    public void removedService(ServiceReference<S> reference, ServiceReference<S> same) {
        // The framework takes the service itself back.
        arrivals.went(ServiceOrigin.serviceId(reference));
    }
}
