package net.roboconf.testkit.karaf;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;

/** The plug-ins in the Karaf that a test runs in, as an agent sees them. */
public final class PluginServices {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 10;

    private final BundleContext context;

    /** Those that this bundle can see. */
    public PluginServices(BundleContext context) {
        this.context = context;
    }

    /**
     * Waits until a plug-in serves an installer, and returns it.
     *
     * @throws AssertionError when there is none in a minute; says which bundles do not run, and why
     */
    public Plugin await(String installer) throws InterruptedException {
        ServiceTracker<Plugin, Plugin> tracker = new ServiceTracker<>(context, Plugin.class, null);
        tracker.open();
        try {
            long begin = System.nanoTime();
            while (true) {
                Plugin found = find(tracker, installer);
                if (found != null) {
                    return found;
                }
                if (System.nanoTime() - begin > PATIENCE) {
                    throw new AssertionError(
                            "No plug-in serves '" + installer + "'. Bundles that do not run: " + notRunning());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            tracker.close();
        }
    }

    private static Plugin find(ServiceTracker<Plugin, Plugin> tracker, String installer) {
        return Stream.of(tracker.getServices(new Plugin[0]))
                .filter(Objects::nonNull)
                .filter(plugin -> plugin.installers().stream().anyMatch(installer::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    private String notRunning() {
        String found = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .map(PluginServices::why)
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? "none" : found;
    }

    private static String why(Bundle bundle) {
        try {
            bundle.start();
            return bundle + " was not started";
        } catch (BundleException e) {
            return bundle + ": " + e.getMessage();
        }
    }
}
