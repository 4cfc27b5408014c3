package net.roboconf.integration.container;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.util.tracker.ServiceTracker;

/** The services of the Karaf that a test runs in. They are asked for by name: the test's bundle imports nothing. */
final class Services {

    private static final long LOOK_MILLIS = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(60);

    private Services() {}

    /** Waits until Karaf has started all features that the distribution starts with; a test may come before that. */
    static void awaitBoot(BundleContext context) throws Exception {
        if (await(context, "org.apache.karaf.features.BootFinished") == null) {
            throw new AssertionError("The features of the distribution have not started in time");
        }
    }

    /** Waits for one; null when there is none in time. */
    static Object await(BundleContext context, String type) throws Exception {
        ServiceTracker<Object, Object> tracker = open(context, type);
        try {
            return tracker.waitForService(PATIENCE);
        } finally {
            tracker.close();
        }
    }

    /** Waits until a bundle offers none any more. */
    static void awaitNone(BundleContext context, String type, String bundle) throws Exception {
        ServiceTracker<Object, Object> tracker = open(context, type);
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
            while (tracker.getServiceReferences() != null
                    && Arrays.stream(tracker.getServiceReferences())
                            .anyMatch(reference ->
                                    reference.getBundle().getSymbolicName().equals(bundle))) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(bundle + " still offers " + type);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            tracker.close();
        }
    }

    /** Waits for that many. */
    static void awaitCount(BundleContext context, String type, int count) throws Exception {
        ServiceTracker<Object, Object> tracker = open(context, type);
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
            synchronized (tracker) {
                while (tracker.size() < count) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0) {
                        throw new AssertionError(tracker.size() + " services of type " + type + " instead of " + count);
                    }
                    tracker.wait(Math.min(left, 100));
                }
            }
        } finally {
            tracker.close();
        }
    }

    private static ServiceTracker<Object, Object> open(BundleContext context, String type) throws Exception {
        // Whatever its class loader: the probe wires to no package of ours.
        Filter filter = context.createFilter("(objectClass=" + type + ")");
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, filter, null);
        tracker.open(true);
        return tracker;
    }
}
