package net.roboconf.karaf.subjects.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.roboconf.core.osgi.RefusedBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Begins before Karaf's shell and before extensions do, by its start level. The framework takes hooks, listeners and services
 * away when the bundle stops.
 */
public final class Activator implements BundleActivator {

    private static final String SYNCHRONOUS = "ipojo.processing.synchronous";

    @Override
    public void start(BundleContext context) {
        makeComponentsAtOnce(context);
        if (KarafWeaving.isNeeded()) {
            context.registerService(WeavingHook.class, new KarafWeaving(), null);
        }
        guard(context);
        String storage = context.getProperty(Constants.FRAMEWORK_STORAGE);
        String last = context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        if (storage != null && last != null) {
            FrameworkStartLevel level =
                    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
            markWhenWhole(context, new WholeCache(Path.of(storage), Integer.parseInt(last), level::getStartLevel));
        }
    }

    private static void markWhenWhole(BundleContext context, WholeCache cache) {
        boolean hasFeatures = Arrays.stream(context.getBundles())
                .anyMatch(bundle -> "org.apache.karaf.features.core".equals(bundle.getSymbolicName()));
        if (!hasFeatures) {
            context.addFrameworkListener(cache);
            return;
        }
        try {
            context.addServiceListener(cache, "(objectClass=" + WholeCache.BOOT_FINISHED + ")");
            if (context.getAllServiceReferences(WholeCache.BOOT_FINISHED, null) != null) {
                cache.mark();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * In threads of its own iPOJO can be late: for a bundle that is stopped right after its start it then fails, or waits for
     * itself for ever. It asks once, when it starts, and has no other way to be told by a feature.
     */
    private static void makeComponentsAtOnce(BundleContext context) {
        if (context.getProperty(SYNCHRONOUS) == null) {
            System.setProperty(SYNCHRONOUS, "true");
        }
    }

    private static void guard(BundleContext context) {
        ExitGuard guard = new ExitGuard();
        context.addBundleListener(guard);
        context.registerService(ResolverHookFactory.class, guard, null);
        context.registerService(RefusedBundles.class, guard, null);
        List<Bundle> late = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null && guard.refuses(revision) && revision.getWiring() != null) {
                late.add(bundle);
            }
        }
        if (!late.isEmpty()) {
            // Installed together with this one, and resolved before: that is taken back, in the framework's own time.
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .refreshBundles(late);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is held.
    }
}
