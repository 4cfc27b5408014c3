package net.roboconf.integration.container;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Our bundles are stopped and started again and again; nothing of theirs may be left over. Knows neither JUnit nor anything
 * of ours, so that it can be taken into a Karaf that has neither.
 */
final class Restarts {

    /**
     * Qpid's types stay in the memory of types that all who use Jackson share, until as many others have come ({@code
     * TypeFactory.defaultInstance}). Its class loader is held by them, and with it all that it is wired to.
     */
    static final String KEEPS_ITS_CLASSES = "roboconf-broker-embedded";

    private static final int TIMES = 20;

    /** Not every thread is there when its bundle has started: what there was after this many starts is what belongs to it. */
    private static final int WARM = 3;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 50;

    private final BundleContext context;
    private final List<Bundle> bundles;
    private final BooleanSupplier isWell;

    /** All of ours but the two that the test's own bundle uses, and would be stopped with. */
    Restarts(BundleContext context) {
        this(
                context,
                Arrays.stream(context.getBundles())
                        .filter(bundle -> bundle.getSymbolicName() != null
                                && bundle.getSymbolicName().startsWith("roboconf-")
                                && !Set.of("roboconf-core", "roboconf-testkit-karaf")
                                        .contains(bundle.getSymbolicName()))
                        .toList(),
                () -> Connection.isThere(context));
        check(bundles.size() > 3, "There are only " + bundles);
    }

    /**
     * These.
     *
     * @param isWell what must hold again after each start
     */
    Restarts(BundleContext context, List<Bundle> bundles, BooleanSupplier isWell) {
        this.context = context;
        this.bundles = bundles;
        this.isWell = isWell;
    }

    /** Each alone is stopped and started 20 times. */
    void stopAndStartEach() throws Exception {
        await("all is well", isWell);
        long sockets = sockets();
        Map<String, Long> threads = threads();
        for (Bundle bundle : bundles) {
            settle(bundle);
            List<String> services = services(bundle);
            for (int i = 0; i < TIMES; i++) {
                bundle.stop();
                check(services(bundle).isEmpty(), bundle + " was stopped and still offers " + services(bundle));
                bundle.start();
                // More is no leak: a broker, say, is offered when it is ready, which may not have been so at the first
                // look.
                await(() -> bundle + " offers again " + services + ", now " + services(bundle), () -> services(bundle)
                        .containsAll(services));
                await("all is well after a start of " + bundle, isWell);
                if (i < WARM) {
                    sockets = Math.max(sockets, sockets());
                    threads().forEach((kind, number) -> threads.merge(kind, number, Math::max));
                }
            }
        }
        // Pools let idle threads go: fewer than before are fine.
        await("no more threads than " + threads, () -> threads().entrySet().stream()
                .allMatch(kind -> kind.getValue() <= threads.getOrDefault(kind.getKey(), 0L)));
        long most = sockets;
        await("no more sockets than " + most, () -> sockets() <= most);
    }

    /** Each alone is given a new class loader; the old one must be free. */
    void refreshEach() throws Exception {
        for (Bundle bundle : bundles) {
            if (bundle.getSymbolicName().equals(KEEPS_ITS_CLASSES)) {
                continue;
            }
            WeakReference<ClassLoader> before =
                    new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
            Bundles.refresh(context, bundle);
            await(bundle + " runs", () -> bundle.getState() == Bundle.ACTIVE);
            awaitFree(context, Map.of(bundle.toString(), before));
        }
    }

    /** Waits until nothing holds these class loaders any more. */
    static void awaitFree(BundleContext context, Map<String, WeakReference<ClassLoader>> loaders)
            throws InterruptedException {
        await(() -> "the old class loaders are free, but not of " + held(loaders), () -> {
            System.gc();
            if (held(loaders).isEmpty()) {
                return true;
            }
            Memories.forget(context);
            return false;
        });
    }

    private static List<String> held(Map<String, WeakReference<ClassLoader>> loaders) {
        return loaders.entrySet().stream()
                .filter(loader -> loader.getValue().get() != null)
                .map(Map.Entry::getKey)
                .toList();
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

    /** Of this process. */
    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Restarts::isSocket).count();
        } catch (IOException e) {
            throw new AssertionError("The open files of this process cannot be read", e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It has just been closed.
            return false;
        }
    }

    /** What a bundle offers. */
    static List<String> services(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered == null
                ? List.of()
                : Arrays.stream(registered)
                        .map(reference -> String.join(",", (String[]) reference.getProperty("objectClass")))
                        .sorted()
                        .toList();
    }

    /** Ours: kind to number. */
    static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                .filter(name -> name.startsWith("roboconf"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(() -> what, condition);
    }

    /** Waits; says what is missing when the time is over. */
    static void await(Supplier<String> what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not in time: " + what.get() + "; threads now: " + threads());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
