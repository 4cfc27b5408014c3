package net.roboconf.integration.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles of the Karaf that a test runs in. */
final class Bundles {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 5;

    private Bundles() {}

    /** Waits until a bundle runs in this version. */
    static void await(BundleContext context, String name, String version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (Arrays.stream(context.getBundles())
                .noneMatch(bundle -> name.equals(bundle.getSymbolicName())
                        && bundle.getVersion().equals(Version.parseVersion(version))
                        && bundle.getState() == Bundle.ACTIVE)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(name + " " + version + " does not run");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Gives a bundle a new class loader; returns when the framework has. */
    static void refresh(BundleContext context, Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(bundle + " was not given a new class loader in time");
        }
    }

    /** Those that should run and do not: neither fragments nor bundles that are installed without being started. */
    static List<String> notRunning(BundleContext context) {
        List<String> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean isFragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            boolean isMeantToRun = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
            if (!isFragment && isMeantToRun && bundle.getState() != Bundle.ACTIVE) {
                found.add(bundle + " is in state " + bundle.getState());
            }
        }
        return found;
    }
}
