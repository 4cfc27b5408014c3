package net.roboconf.core.osgi;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What bundles extend Roboconf with. A bundle says in its manifest what it brings, so that it is known also while it cannot
 * run: {@code Provide-Capability: net.roboconf.plugin;installer=ansible}; several names are a list,
 * {@code installer:List<String>="bash,script"}.
 */
public enum ExtensionKind {
    /** Runs recipes; its names are installers. */
    PLUGIN("plug-in", "net.roboconf.core.plugin", "Plugin", "net.roboconf.plugin", "installer"),
    /** Makes machines; its names are handlers. */
    TARGET("target", "net.roboconf.core.target", "Target", "net.roboconf.target", "handler"),
    /** Carries messages; its names are types. */
    MESSAGING("messaging", "net.roboconf.core.messaging", "MessagingProvider", "net.roboconf.messaging", "type");

    private static final String PACKAGE = "(osgi.wiring.package=%s)";
    private static final String CORE = "(osgi.wiring.bundle=roboconf-core)";

    private final String word;
    private final String contract;
    private final String service;
    private final String capability;
    private final String attribute;

    ExtensionKind(String word, String contract, String type, String capability, String attribute) {
        this.word = word;
        this.contract = contract;
        this.service = contract + "." + type;
        this.capability = capability;
        this.attribute = attribute;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** The interface of its service. */
    public String service() {
        return service;
    }

    /** The namespace of the capability by which a bundle says what it brings. */
    public String capability() {
        return capability;
    }

    /** The attribute of the capability that holds the names. */
    public String attribute() {
        return attribute;
    }

    /**
     * What a bundle brings, as far as its manifest says: what it declares, or else each kind whose contract it imports.
     *
     * @return empty when it is no extension
     */
    public static Set<ExtensionKind> of(Bundle bundle) {
        Set<ExtensionKind> kinds = EnumSet.noneOf(ExtensionKind.class);
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return kinds;
        }
        for (ExtensionKind kind : values()) {
            if (!revision.getDeclaredCapabilities(kind.capability).isEmpty()) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty() && !isOurs(bundle)) {
            for (ExtensionKind kind : values()) {
                if (kind.isRequiredBy(revision)) {
                    kinds.add(kind);
                }
            }
            if (kinds.size() > 1) {
                // Plug-ins and targets use words of the messages as well.
                kinds.remove(MESSAGING);
            }
        }
        return kinds;
    }

    /** Ours declare what they bring; agent and Deployment Manager import the contracts and bring nothing. */
    private static boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith("mvn:net.roboconf/");
    }

    private boolean isRequiredBy(BundleRevision revision) {
        String wanted = PACKAGE.formatted(contract);
        return revision.getDeclaredRequirements(null).stream()
                .map(ExtensionKind::filter)
                .anyMatch(filter -> filter.contains(wanted) || filter.contains(CORE));
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault("filter", "");
    }

    /**
     * The installers, handlers or types that a bundle declares, in lower case.
     *
     * @return empty when it declares none
     */
    public Set<String> names(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        Set<String> names = new TreeSet<>();
        if (revision != null) {
            for (BundleCapability declared : revision.getDeclaredCapabilities(capability)) {
                Object value = declared.getAttributes().get(attribute);
                Collection<?> all =
                        value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
                all.forEach(name -> names.add(name.toString().strip().toLowerCase(Locale.ROOT)));
            }
        }
        return names;
    }
}
