package net.roboconf.core.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** What a bundle requires and no other one gives, so that the framework does not resolve it. */
final class MissingRequirements {

    private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
    private static final Pattern FROM = Pattern.compile("(?<!\\(!)\\(version>=([^)]*)\\)");
    private static final Pattern TO = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final String OURS = "net.roboconf.core";

    /** How many of them are named. */
    private static final int NAMED = 3;

    private final List<BundleRevision> present;

    /** @param bundles all that are installed */
    MissingRequirements(Bundle... bundles) {
        present = Arrays.stream(bundles)
                .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .toList();
    }

    /**
     * What is missing, and what to do about it.
     *
     * @return empty when nothing is
     */
    String of(BundleRevision revision) {
        List<String> ours = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement) && !isMet(requirement, revision)) {
                String name = packageName(requirement);
                (name != null && name.startsWith(OURS) ? ours : others).add(text(requirement, name));
            }
        }
        List<String> all = new ArrayList<>(ours);
        all.addAll(others);
        if (all.isEmpty()) {
            return "";
        }
        int left = all.size() - NAMED;
        String needs = "it needs " + String.join("; ", all.subList(0, Math.min(NAMED, all.size())))
                + (left > 0 ? "; and " + left + " more" : "");
        return needs
                + (ours.isEmpty()
                        ? ". Install what offers it, too"
                        : ". It was made for another version of Roboconf: install one that was made for this version");
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return !Namespace.RESOLUTION_OPTIONAL.equals(resolution)
                && !"dynamic".equals(resolution)
                && (effective == null || effective.equals(Namespace.EFFECTIVE_RESOLVE));
    }

    private boolean isMet(BundleRequirement requirement, BundleRevision revision) {
        return present.stream()
                .filter(other -> other.equals(revision) || other.getWiring() != null)
                .flatMap(other -> other.getDeclaredCapabilities(requirement.getNamespace()).stream())
                .anyMatch(requirement::matches);
    }

    private static String packageName(BundleRequirement requirement) {
        Matcher name = NAME.matcher(filter(requirement));
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()
                ? name.group(1)
                : null;
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    }

    private String text(BundleRequirement requirement, String name) {
        if (name == null) {
            return requirement.getNamespace() + " " + filter(requirement) + ", and nothing here offers that";
        }
        TreeSet<String> versions = new TreeSet<>();
        TreeSet<String> unresolved = new TreeSet<>();
        for (BundleRevision other : present) {
            for (BundleCapability capability : other.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                if (name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                    if (other.getWiring() == null) {
                        unresolved.add(other.getSymbolicName());
                    } else {
                        versions.add(String.valueOf(
                                capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)));
                    }
                }
            }
        }
        String wanted = "the package " + name + range(filter(requirement));
        if (!versions.isEmpty()) {
            return wanted + ", and what is here is " + String.join(", ", versions);
        }
        return wanted
                + (unresolved.isEmpty()
                        ? ", and nothing here offers it"
                        : ", and only " + String.join(", ", unresolved) + " offers it, which cannot run itself");
    }

    private static String range(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher to = TO.matcher(filter);
        if (!from.find()) {
            return "";
        }
        return to.find() ? " in [" + from.group(1) + "," + to.group(1) + ")" : " from " + from.group(1);
    }
}
