package net.roboconf.core.osgi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that is installed to extend Roboconf, and is not used.
 *
 * @param kind what it would be
 * @param bundle the symbolic name of its bundle
 * @param version of its bundle
 * @param names the installers, handlers or types that it declares, in lower case; empty when it declares none
 * @param why it is not used, and what to do, for people; goes on after "is not used: "
 */
public record UnusedExtension(ExtensionKind kind, String bundle, String version, Set<String> names, String why) {

    /** In {@link #reasons}: holds for each name that nobody declares. */
    public static final String ANY = "*";

    /** How many bundles a reason names. */
    private static final int NAMED = 3;

    /** Makes the names immutable. */
    public UnusedExtension {
        names = Set.copyOf(names);
    }

    /** Its bundle, and what it would be. */
    public String who() {
        return bundle + " " + version + " (" + kind.word()
                + (names.isEmpty() ? "" : " " + String.join(", ", new TreeSet<>(names))) + ")";
    }

    /** All of it in one sentence, without a stop. */
    @Override
    public String toString() {
        return "the bundle " + bundle + " " + version + " is not used: " + why;
    }

    /**
     * Why what has these names is not there: for each name that an extension declares, and under {@link #ANY} for all
     * others, which those may serve that declare nothing.
     *
     * @return sentences without a stop
     */
    public static Map<String, String> reasons(List<UnusedExtension> unused) {
        Map<String, Set<String>> sentences = new TreeMap<>();
        for (UnusedExtension each : unused) {
            Set<String> names = each.names().isEmpty() ? Set.of(ANY) : each.names();
            names.forEach(name -> sentences
                    .computeIfAbsent(name, key -> new LinkedHashSet<>())
                    .add(each.toString()));
        }
        Map<String, String> reasons = new TreeMap<>();
        sentences.forEach((name, all) -> reasons.put(name, some(new ArrayList<>(all))));
        return reasons;
    }

    private static String some(List<String> all) {
        int left = all.size() - NAMED;
        return String.join("; ", all.subList(0, Math.min(NAMED, all.size())))
                + (left > 0 ? "; and " + left + " more" : "");
    }
}
