package net.roboconf.core.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The bundles that are installed to extend Roboconf and do not: they cannot be resolved, are refused, did not start, or offer
 * nothing. Looks again a moment after bundles have changed; thread-safe.
 */
public final class UnusedBundles implements BundleListener, AutoCloseable {

    private final BundleContext context;
    private final Consumer<Runnable> soon;
    private final Consumer<List<UnusedExtension>> changed;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean open;
    private volatile RefusedBundles refused;
    private volatile List<UnusedExtension> unused = List.of();

    /**
     * Knows nothing yet.
     *
     * @param soon has a task run a moment later, on a thread that may work for some milliseconds
     * @param changed told of each change, on that thread
     */
    public UnusedBundles(BundleContext context, Consumer<Runnable> soon, Consumer<List<UnusedExtension>> changed) {
        this.context = context;
        this.soon = soon;
        this.changed = changed;
    }

    /** Begins to look. */
    public void open() {
        open = true;
        context.addBundleListener(this);
        look();
    }

    /** Asks this one which bundles are refused from now on; null for nobody. */
    public void ask(RefusedBundles guard) {
        refused = guard;
        look();
    }

    /** Looks again soon, while it is open. Returns at once. */
    public void look() {
        if (open && planned.compareAndSet(false, true)) {
            soon.accept(this::lookNow);
        }
    }

    /** What was seen last. */
    public List<UnusedExtension> list() {
        return unused;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        look();
    }

    private void lookNow() {
        planned.set(false);
        List<UnusedExtension> seen;
        try {
            seen = find(context, refused);
        } catch (IllegalStateException e) {
            // A bundle was uninstalled meanwhile, of which an event tells; or this one was stopped, and nobody asks.
            return;
        }
        synchronized (this) {
            if (seen.equals(unused)) {
                return;
            }
            unused = seen;
        }
        changed.accept(seen);
    }

    /**
     * Those that there are now.
     *
     * @param refused null when nobody knows
     * @return sorted by bundle
     */
    public static List<UnusedExtension> find(BundleContext context, RefusedBundles refused) {
        List<UnusedExtension> all = new ArrayList<>();
        Bundle[] bundles = context.getBundles();
        for (Bundle bundle : bundles) {
            Set<ExtensionKind> kinds = ExtensionKind.of(bundle);
            for (ExtensionKind kind : kinds) {
                Set<String> names = kind.names(bundle);
                String why = why(context, bundle, kind, names, refused, bundles);
                if (!why.isEmpty()) {
                    all.add(new UnusedExtension(
                            kind, bundle.getSymbolicName(), bundle.getVersion().toString(), names, why));
                }
            }
        }
        all.sort(Comparator.comparing(UnusedExtension::bundle).thenComparing(UnusedExtension::version));
        return List.copyOf(all);
    }

    private static String why(
            BundleContext context,
            Bundle bundle,
            ExtensionKind kind,
            Set<String> names,
            RefusedBundles refused,
            Bundle... bundles) {
        int state = bundle.getState();
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        if (state == Bundle.UNINSTALLED || level == null || isYetToStart(context, level)) {
            return "";
        }
        String calls = refused == null ? "" : refused.why(bundle);
        if (!calls.isEmpty()) {
            return "it is refused because it would end this whole process: " + calls
                    + ". Install a version that throws an exception instead";
        }
        return switch (state) {
            case Bundle.INSTALLED -> {
                String missing = new MissingRequirements(bundles).of(bundle.adapt(BundleRevision.class));
                yield missing.isEmpty() ? notRunning(level, "it could not be resolved") : missing;
            }
            case Bundle.RESOLVED -> notRunning(level, "its start failed");
            case Bundle.STARTING -> level.isActivationPolicyUsed() ? "" : "its start has not ended yet";
            case Bundle.ACTIVE ->
                names.isEmpty() || offers(bundle, kind)
                        ? ""
                        : "it runs but offers no " + kind.word()
                                + ": something that it needs is missing, or it failed. data/log/karaf.log may say more";
            default -> "";
        };
    }

    /** While the process starts, what comes later is not missing. */
    private static boolean isYetToStart(BundleContext context, BundleStartLevel level) {
        FrameworkStartLevel reached =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        return level.isPersistentlyStarted() && level.getStartLevel() > reached.getStartLevel();
    }

    private static String notRunning(BundleStartLevel level, String failure) {
        return level.isPersistentlyStarted() ? failure + "; data/log/karaf.log says why" : "it is stopped. Start it";
    }

    private static boolean offers(Bundle bundle, ExtensionKind kind) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null
                && Arrays.stream(services)
                        .map(service -> (String[]) service.getProperty(Constants.OBJECTCLASS))
                        .anyMatch(types -> Arrays.asList(types).contains(kind.service()));
    }

    @Override
    public void close() {
        open = false;
        try {
            context.removeBundleListener(this);
        } catch (IllegalStateException e) {
            // The bundle has stopped: the framework has done it.
        }
    }
}
