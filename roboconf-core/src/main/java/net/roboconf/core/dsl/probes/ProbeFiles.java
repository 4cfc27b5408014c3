package net.roboconf.core.dsl.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.roboconf.core.model.Component;

/** Where the probes and measures of components are: in files named after them, in one folder of the project. */
public final class ProbeFiles {

    /** The folder, relative to the project. */
    public static final String FOLDER = "probes";

    private ProbeFiles() {}

    /**
     * The files that hold for a component: for each kind those of its own name, or of its nearest super component that has
     * one.
     *
     * @param exists whether a file is in the folder
     * @return their names in the folder: one with probes, one with measures and one with the values of the measures, as far
     *     as they exist
     */
    public static List<String> of(Component component, Predicate<String> exists) {
        List<String> found = new ArrayList<>();
        nearest(component, ParsedProbes.EXTENSION, exists, found);
        nearest(component, ParsedMeasures.EXTENSION, exists, found);
        if (!found.isEmpty() && found.get(found.size() - 1).endsWith(ParsedMeasures.EXTENSION)) {
            String values = found.get(found.size() - 1) + ".properties";
            if (exists.test(values)) {
                found.add(values);
            }
        }
        return found;
    }

    private static void nearest(Component component, String extension, Predicate<String> exists, List<String> found) {
        for (String name : component.recipeLookup()) {
            if (exists.test(name + extension)) {
                found.add(name + extension);
                return;
            }
        }
    }
}
