package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.probes.ParsedProbes;
import net.roboconf.core.dsl.probes.ProbeFiles;
import net.roboconf.core.model.Component;

/** Checks that files are where they count, and finds the recipes of components. */
final class ProjectLayout {

    private static final String GRAPH_FILE = ".graph";
    private static final String INSTANCES_FILE = ".instances";

    private final Listing listing;
    private final Findings findings;

    ProjectLayout(Listing listing, Findings findings) {
        this.listing = listing;
        this.findings = findings;
    }

    void checkFolders() {
        if (!listing.folders().contains(ProjectReader.DESCRIPTOR)) {
            findings.add(PROJ_NO_DESC_DIR, Location.project());
        } else if (!listing.files().contains(Descriptor.FILE)) {
            findings.add(PROJ_NO_DESC_FILE, Location.file(ProjectReader.DESCRIPTOR));
        }
        checkGraphFolder();
    }

    void checkGraphFolder() {
        if (!listing.folders().contains(ProjectReader.GRAPH)) {
            findings.add(PROJ_NO_GRAPH_DIR, Location.project());
        }
    }

    void checkExtensions() {
        for (String file : listing.under("commands")) {
            if (!file.endsWith(".commands")) {
                findings.add(PROJ_INVALID_COMMAND_EXT, Location.file(file), file);
            }
        }
        for (String file : listing.under("rules.autonomic")) {
            if (!file.endsWith(".drl")) {
                findings.add(PROJ_INVALID_RULE_EXT, Location.file(file), file);
            }
        }
    }

    void checkPlaces() {
        for (String file : listing.files()) {
            checkPlace(file, GRAPH_FILE, ProjectReader.GRAPH);
            checkPlace(file, INSTANCES_FILE, ProjectReader.INSTANCES);
            checkPlace(file, ParsedProbes.EXTENSION, ProbeFiles.FOLDER);
        }
    }

    private void checkPlace(String file, String extension, String folder) {
        if (file.endsWith(extension) && !file.startsWith(folder + '/')) {
            findings.add(PROJ_INVALID_FILE_LOCATION, Location.file(file), file, folder);
        }
    }

    void checkReachedGraphs(ImportedFiles reached) {
        checkReached(GRAPH_FILE, ProjectReader.GRAPH, reached);
    }

    void checkReachedInstances(ImportedFiles reached) {
        checkReached(INSTANCES_FILE, ProjectReader.INSTANCES, reached);
    }

    private void checkReached(String extension, String folder, ImportedFiles reached) {
        for (String file : listing.under(folder)) {
            if (file.endsWith(extension) && !reached.hasRead(file)) {
                findings.add(PROJ_UNREACHABLE_FILE, Location.file(file), file);
            }
        }
    }

    /** The folder of the recipe of each component that has one: its own, or that of its nearest super component. */
    Map<String, String> recipes(ResolvedGraph resolved) {
        Map<String, String> folders = new LinkedHashMap<>();
        for (Component component : resolved.graph().components().values()) {
            findRecipe(component, folders);
        }
        Map<String, String> recipes = new LinkedHashMap<>();
        for (String name : resolved.graph().components().keySet()) {
            String folder = folders.get(name);
            if (folder.isEmpty()) {
                Location declared = resolved.components().get(name).name().location();
                findings.add(PROJ_NO_RESOURCE_DIRECTORY, declared, name, ProjectReader.GRAPH + '/' + name);
            } else {
                recipes.put(name, folder);
            }
        }
        return recipes;
    }

    private void findRecipe(Component start, Map<String, String> known) {
        List<String> without = new ArrayList<>();
        String found = "";
        Component component = start;
        while (component != null) {
            String own = ProjectReader.GRAPH + '/' + component.name();
            String folder =
                    known.getOrDefault(component.name(), listing.folders().contains(own) ? own : null);
            without.add(component.name());
            if (folder != null) {
                found = folder;
                break;
            }
            component = component.superComponent().orElse(null);
        }
        for (String name : without) {
            known.put(name, found);
        }
    }
}
