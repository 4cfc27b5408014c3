package net.roboconf.karaf.install.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.RefusedBundles;
import net.roboconf.core.osgi.UnusedBundles;
import net.roboconf.core.osgi.UnusedExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The extensions of one kind in this process, and what can be installed. Thread-safe. */
class Extensions {

    /**
     * How one is, for people.
     *
     * @param name what people call it: {@code puppet}
     * @param version of its bundle
     * @param state whether it works
     * @param detail what it is used for, or why it is not used
     * @param settled whether that will not change by itself in a moment
     */
    record Row(String name, String version, State state, String detail, boolean settled) {}

    /** Whether one works. */
    enum State {
        /** It is used for what its detail names. */
        USED,
        /** It is installed, and its detail says why it is not used. */
        NOT_USED,
        /** It can be installed. */
        NOT_INSTALLED
    }

    private final BundleContext context;
    private final ExtensionKind kind;
    private final Offers offers;

    Extensions(BundleContext context, ExtensionKind kind, Offers offers) {
        this.context = context;
        this.kind = kind;
        this.offers = offers;
    }

    ExtensionKind kind() {
        return kind;
    }

    Offers offers() {
        return offers;
    }

    /** Whether anybody in this process uses such extensions: agents use no targets. */
    boolean isAnybodyThere() {
        return !users().isEmpty();
    }

    /** What can be installed and is not. */
    List<String> installable() throws Exception {
        List<String> names = new ArrayList<>();
        for (String name : offers.list(kind).keySet()) {
            if (bundle(name) == null) {
                names.add(name);
            }
        }
        return names;
    }

    /** Name to bundle, of all that are installed. A name is what people say: {@code puppet}. */
    SortedMap<String, Bundle> installed() {
        SortedMap<String, Bundle> installed = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (isOne(bundle)) {
                installed.merge(
                        name(bundle.getSymbolicName()),
                        bundle,
                        (one, other) -> one.getVersion().compareTo(other.getVersion()) < 0 ? other : one);
            }
        }
        return installed;
    }

    /** Whether a bundle is one of this kind: by what it declares or imports, or by its name, as those of the distribution. */
    private boolean isOne(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED
                && (ExtensionKind.of(bundle).contains(kind)
                        || String.valueOf(bundle.getSymbolicName()).startsWith(Offers.prefix(kind)));
    }

    private String name(String symbolicName) {
        String prefix = Offers.prefix(kind);
        return symbolicName.startsWith(prefix) ? symbolicName.substring(prefix.length()) : symbolicName;
    }

    /** The bundle that is the same as that of a jar; null when there is none. */
    Bundle same(JarIdentity jar) {
        for (Bundle bundle : context.getBundles()) {
            if (jar.symbolicName().equals(bundle.getSymbolicName())
                    && jar.version().equals(bundle.getVersion())) {
                return bundle;
            }
        }
        return null;
    }

    /** Null when it is not installed. */
    Bundle bundle(String name) {
        return installed().get(name);
    }

    /** All there are, by name and version. */
    List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        List<UnusedExtension> unused = unused();
        for (Bundle bundle : context.getBundles()) {
            if (isOne(bundle)) {
                rows.add(row(bundle, unused));
            }
        }
        Map<String, Bundle> installed = installed();
        offers.list(kind).forEach((name, version) -> {
            if (!installed.containsKey(name)) {
                rows.add(new Row(name, version, State.NOT_INSTALLED, "", true));
            }
        });
        rows.sort(Comparator.comparing(Row::name).thenComparing(Row::version));
        return rows;
    }

    /** How one is that is installed. */
    Row row(Bundle bundle) {
        return row(bundle, unused());
    }

    private Row row(Bundle bundle, List<UnusedExtension> unused) {
        String name = name(bundle.getSymbolicName());
        String version = bundle.getVersion().toString();
        for (ExtensionUse.Used each : used()) {
            if (each.bundle().equals(bundle.getSymbolicName()) && each.version().equals(version)) {
                if (!each.names().isEmpty()) {
                    return new Row(name, version, State.USED, String.join(", ", new TreeSet<>(each.names())), true);
                }
                String why = each.trouble().isEmpty() ? "another version is used" : each.trouble();
                return new Row(name, version, State.NOT_USED, why, true);
            }
        }
        String why = unused.stream()
                .filter(each -> each.bundle().equals(bundle.getSymbolicName())
                        && each.version().equals(version))
                .map(UnusedExtension::why)
                .findFirst()
                .orElse("");
        boolean moves = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
        return new Row(name, version, State.NOT_USED, why, !why.isEmpty() && !moves);
    }

    private List<ExtensionUse.Used> used() {
        List<ExtensionUse.Used> used = new ArrayList<>();
        for (ServiceReference<ExtensionUse> reference : users()) {
            ExtensionUse user = context.getService(reference);
            if (user != null) {
                used.addAll(user.list());
                context.ungetService(reference);
            }
        }
        return used;
    }

    private Collection<ServiceReference<ExtensionUse>> users() {
        try {
            return context.getServiceReferences(ExtensionUse.class, "(" + ExtensionUse.KIND + "=" + kind.name() + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("The filter is always the same", e);
        }
    }

    private List<UnusedExtension> unused() {
        ServiceReference<RefusedBundles> reference = context.getServiceReference(RefusedBundles.class);
        RefusedBundles guard = reference == null ? null : context.getService(reference);
        List<UnusedExtension> unused = UnusedBundles.find(context, guard);
        if (guard != null) {
            context.ungetService(reference);
        }
        return unused.stream().filter(each -> each.kind() == kind).toList();
    }

    static String list(Iterable<String> names) {
        String all = String.join(", ", names);
        return all.isEmpty() ? "none" : all;
    }
}
