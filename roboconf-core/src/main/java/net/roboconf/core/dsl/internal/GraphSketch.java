package net.roboconf.core.dsl.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.internal.Descriptor.Setting;
import net.roboconf.core.model.Graph;

/** Understands as much of a graph as it can, and reports nothing: for looking at projects that are not valid yet. */
public final class GraphSketch {

    private final ProjectFiles files;
    private final Listing listing;
    private final Findings unreported = new Findings();
    private final Spelling spelling = new Spelling();

    private GraphSketch(ProjectFiles files, Listing listing) {
        this.files = files;
        this.listing = listing;
    }

    /** The graph of an application or a recipe, empty if nothing of it can be read. Never fails. */
    public static Graph of(ProjectFiles files) {
        return ProjectReader.list(files, new Findings())
                .map(listing -> new GraphSketch(files, listing).read())
                .orElseGet(() -> Graph.of(List.of(), List.of()));
    }

    private Graph read() {
        TextFiles texts = new TextFiles(files, unreported);
        ImportedFiles graphFiles = new ImportedFiles(texts, listing, ProjectReader.GRAPH, unreported, spelling);
        Optional<String> entryPoint = entryPoint().filter(graphFiles::exists);
        if (entryPoint.isPresent()) {
            graphFiles.readFrom(entryPoint.get());
        } else {
            readAll(graphFiles);
        }
        List<DeclaredType> types = TreeReading.types(graphFiles.trees(), unreported, spelling);
        return GraphResolver.resolve(types, false, unreported, spelling).graph();
    }

    private Optional<String> entryPoint() {
        if (!listing.files().contains(Descriptor.FILE)) {
            return Optional.empty();
        }
        try {
            String text = new String(files.read(Descriptor.FILE), StandardCharsets.UTF_8);
            return DescriptorReader.read(text, unreported).graphEntryPoint().map(Setting::value);
        } catch (IOException e) {
            // Whoever validates the project is told; the graph can be read without it.
            return Optional.empty();
        }
    }

    private void readAll(ImportedFiles graphFiles) {
        for (String file : new TreeSet<>(listing.under(ProjectReader.GRAPH))) {
            String location = file.substring(ProjectReader.GRAPH.length() + 1);
            if (location.endsWith(".graph") && location.indexOf('/') < 0) {
                graphFiles.readFrom(location);
            }
        }
    }
}
