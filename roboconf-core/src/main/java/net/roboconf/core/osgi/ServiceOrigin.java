package net.roboconf.core.osgi;

import java.util.Comparator;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * Where a plug-in, a target or a messaging technology comes from. Of two that do the same that of the newer bundle is taken,
 * then that of the higher service ranking, then the one that has been there longer: the greatest in this order.
 *
 * @param bundle the symbolic name of its bundle
 * @param version of the bundle
 * @param ranking the service's ranking
 * @param serviceId the service's number in the framework; names it
 */
public record ServiceOrigin(String bundle, Version version, int ranking, long serviceId)
        implements Comparable<ServiceOrigin> {

    private static final Comparator<ServiceOrigin> ORDER = Comparator.comparing(ServiceOrigin::version)
            .thenComparing(ServiceOrigin::ranking)
            .thenComparing(ServiceOrigin::serviceId, Comparator.reverseOrder());

    /** Of a service that is registered, or is being unregistered. */
    public static ServiceOrigin of(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return new ServiceOrigin(
                bundle.getSymbolicName(),
                bundle.getVersion(),
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                serviceId(reference));
    }

    /** The number of a service in the framework. */
    public static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Override
    public int compareTo(ServiceOrigin other) {
        return ORDER.compare(this, other);
    }

    /** Bundle and version, for people. */
    @Override
    public String toString() {
        return bundle + " " + version;
    }
}
