package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Messaging;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Our bundles are stopped and started again and again; nothing of theirs may be left over. */
final class Restarts {

    /** Something in Qpid, or in what it uses, holds its classes after it has ended; what is not known yet. */
    private static final String KEEPS_ITS_CLASSES = "roboconf-broker-embedded";

    private static final int TIMES = 20;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 50;

    private final BundleContext context;

    Restarts(BundleContext context) {
        this.context = context;
    }

    /** Ours but the two that the test's own bundle uses, and would be stopped with. */
    private List<Bundle> ours() {
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null
                        && bundle.getSymbolicName().startsWith("roboconf-")
                        && !Set.of("roboconf-core", "roboconf-testkit-karaf").contains(bundle.getSymbolicName()))
                .toList();
        assertTrue(ours.toString(), ours.size() > 3);
        return ours;
    }

    /** Each alone is stopped and started 20 times. */
    void stopAndStartEach() throws Exception {
        Map<String, Long> threads = threads();
        for (Bundle bundle : ours()) {
            settle(bundle);
            List<String> services = services(bundle);
            for (int i = 0; i < TIMES; i++) {
                bundle.stop();
                assertEquals(bundle + " was stopped", List.of(), services(bundle));
                bundle.start();
                await(bundle + " offers again " + services, () -> services(bundle)
                        .equals(services));
                await("messages can pass again", this::isConnected);
            }
        }
        // Pools let idle threads go: fewer than before are fine.
        await("no more threads than " + threads, () -> threads().entrySet().stream()
                .allMatch(kind -> kind.getValue() <= threads.getOrDefault(kind.getKey(), 0L)));
    }

    /** Each alone is given a new class loader; the old one must be free. */
    void refreshEach() throws Exception {
        for (Bundle bundle : ours()) {
            if (bundle.getSymbolicName().equals(KEEPS_ITS_CLASSES)) {
                continue;
            }
            WeakReference<ClassLoader> before =
                    new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
            Bundles.refresh(context, bundle);
            await(bundle + " runs", () -> bundle.getState() == Bundle.ACTIVE);
            long end = System.nanoTime() + PATIENCE;
            while (before.get() != null && System.nanoTime() - end < 0) {
                System.gc();
                Thread.sleep(LOOK_MILLIS);
            }
            assertNull("Something holds the old class loader of " + bundle, before.get());
        }
    }

    /** iPOJO makes what a bundle offers a while after the bundle has started. */
    private static void settle(Bundle bundle) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<String> before = services(bundle);
        Thread.sleep(500);
        while (!services(bundle).equals(before) && System.nanoTime() - end < 0) {
            before = services(bundle);
            Thread.sleep(500);
        }
    }

    /** Whether the Deployment Manager reaches its broker; an agent without settings has none. */
    private boolean isConnected() {
        ServiceReference<?> reference = context.getServiceReference("net.roboconf.core.messaging.Messaging");
        if (reference == null) {
            return Arrays.stream(context.getBundles())
                    .noneMatch(bundle -> "roboconf-dm".equals(bundle.getSymbolicName()));
        }
        boolean connected = context.getService(reference) instanceof Messaging messaging && messaging.isConnected();
        context.ungetService(reference);
        return connected;
    }

    private static List<String> services(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered == null
                ? List.of()
                : Arrays.stream(registered)
                        .map(reference -> String.join(",", (String[]) reference.getProperty("objectClass")))
                        .sorted()
                        .toList();
    }

    /** Kind to number. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                .filter(name -> name.startsWith("roboconf"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not in time: " + what + "; threads now: " + threads());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
