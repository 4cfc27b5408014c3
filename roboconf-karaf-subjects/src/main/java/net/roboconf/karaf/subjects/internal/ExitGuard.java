package net.roboconf.karaf.subjects.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import net.roboconf.core.osgi.RefusedBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps extensions from running that would end the whole process: a bundle of others that uses one of our contracts and
 * calls {@code System.exit} or the like is never resolved. It stays installed, and nothing of it is loaded. It is about
 * mistakes: whoever wants to hide such a call can.
 *
 * <p>A bundle is scanned, and the log told, as soon as it is installed or updated, on the thread that does so. The
 * framework asks for the verdict while it resolves, under its lock, and may do so before it has told that the bundle is
 * there: then the bundle is scanned right here, twice at worst. So no lock is held during a scan.
 *
 * <p>A verdict is about one revision of a bundle and forgotten with it: what comes with an update is judged anew.
 */
final class ExitGuard implements ResolverHookFactory, SynchronousBundleListener, RefusedBundles {

    private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);

    /** Ours: where the distributions and their features install them from. Some have a {@code main} of their own. */
    private static final String OURS = "mvn:net.roboconf/";

    /** What makes a bundle an extension, as it stands in the filters of its requirements. */
    private static final List<String> CONTRACTS = List.of(
            "(osgi.wiring.package=net.roboconf.core.plugin)",
            "(osgi.wiring.package=net.roboconf.core.probe)",
            "(osgi.wiring.package=net.roboconf.core.target)",
            "(osgi.wiring.package=net.roboconf.core.messaging)",
            "(osgi.wiring.bundle=roboconf-core)");

    /** How many classes a line of the log names. */
    private static final int NAMED = 5;

    /** What each revision calls. */
    private final Map<BundleRevision, List<String>> verdicts = new WeakHashMap<>();

    /** Whether this revision may not be resolved. */
    boolean refuses(BundleRevision revision) {
        return isExtension(revision) && !callsOf(revision).isEmpty();
    }

    private List<String> callsOf(BundleRevision revision) {
        List<String> known;
        synchronized (verdicts) {
            known = verdicts.get(revision);
        }
        if (known != null) {
            return known;
        }
        ExitScan scan = ExitScan.of(revision.getBundle());
        synchronized (verdicts) {
            known = verdicts.putIfAbsent(revision, scan.calls());
        }
        if (known != null) {
            return known;
        }
        tell(revision, scan);
        return scan.calls();
    }

    private static void tell(BundleRevision revision, ExitScan scan) {
        if (!scan.unread().isEmpty()) {
            LOG.warn(
                    "Not all of bundle {} could be read, so that it is not known whether it calls what would end this "
                            + "process: {}. It is not refused for that.",
                    nameOf(revision),
                    some(scan.unread()));
        }
        if (!scan.calls().isEmpty()) {
            LOG.error(
                    "Bundle {} (id {}) is refused, nothing of it runs, for it would end this whole process: {}. Throw an "
                            + "exception instead, or install the library that does it as a bundle of its own; then update "
                            + "the bundle, or uninstall it.",
                    nameOf(revision),
                    revision.getBundle().getBundleId(),
                    some(scan.calls()));
        }
    }

    private static String nameOf(BundleRevision revision) {
        return revision.getSymbolicName() + " " + revision.getVersion();
    }

    private static String some(List<String> all) {
        int left = all.size() - NAMED;
        return String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
                + (left > 0 ? ", and " + left + " more" : "");
    }

    private static boolean isExtension(BundleRevision revision) {
        return !revision.getBundle().getLocation().startsWith(OURS)
                && revision.getDeclaredRequirements(null).stream()
                        .map(requirement -> requirement.getDirectives().getOrDefault("filter", ""))
                        .anyMatch(filter -> CONTRACTS.stream().anyMatch(filter::contains));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            BundleRevision revision = event.getBundle().adapt(BundleRevision.class);
            if (revision != null) {
                refuses(revision);
            }
        }
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return new WithoutThem(this::refuses, triggers);
    }

    @Override
    public String why(Bundle bundle) {
        BundleRevision revision = bundle.getState() == Bundle.UNINSTALLED ? null : bundle.adapt(BundleRevision.class);
        return revision != null && refuses(revision) ? some(callsOf(revision)) : "";
    }
}
