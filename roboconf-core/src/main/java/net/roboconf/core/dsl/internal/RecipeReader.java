package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.commands.internal.ProjectCommands;

/**
 * Reads a reusable recipe: a project without descriptor and instances. It is a part of applications that do not exist
 * yet, so that what only a whole application can tell is not reported.
 */
public final class RecipeReader {

    private static final Set<DiagnosticCode> ONLY_IN_APPLICATIONS = EnumSet.of(
            RM_ROOT_INSTALLER_MUST_BE_TARGET,
            RM_UNRESOLVABLE_FACET_VARIABLE,
            RM_UNREACHABLE_COMPONENT,
            RM_ORPHAN_FACET,
            RM_ORPHAN_FACET_WITH_CHILDREN);

    private RecipeReader() {}

    /** All findings. Never fails. */
    public static List<Diagnostic> read(ProjectFiles files) {
        Findings findings = new Findings();
        ProjectReader.list(files, findings).ifPresent(listing -> read(files, listing, findings));
        return findings.sorted().stream()
                .filter(d -> !ONLY_IN_APPLICATIONS.contains(d.code()))
                .toList();
    }

    private static void read(ProjectFiles files, Listing listing, Findings findings) {
        ProjectLayout layout = new ProjectLayout(listing, findings);
        layout.checkGraphFolder();
        layout.checkExtensions();
        layout.checkPlaces();
        Spelling spelling = new Spelling();
        TextFiles texts = new TextFiles(files, findings);
        ImportedFiles graphFiles = new ImportedFiles(texts, listing, ProjectReader.GRAPH, findings, spelling);
        Optional<String> first = firstGraph(listing);
        first.ifPresent(graphFiles::readFrom);
        ResolvedGraph graph = GraphResolver.resolve(
                TreeReading.types(graphFiles.trees(), findings, spelling),
                first.isPresent() && graphFiles.isComplete(),
                findings,
                spelling);
        boolean exportsKnown = GraphValidator.validate(graph, findings, spelling);
        ProjectCommands commands = new ProjectCommands(texts, listing, findings, spelling);
        commands.readCommands(Optional.of(graph.graph()).filter(g -> graph.isIntact()), Optional.empty());
        commands.readRules();
        layout.checkReachedGraphs(graphFiles);
        Map<String, String> recipes = layout.recipes(graph);
        if (exportsKnown) {
            new RecipeCheck(texts, listing, findings).check(graph, recipes);
        }
        new ProjectProbes(texts, listing, findings, spelling).check(graph, exportsKnown);
        for (String file : listing.under(ProjectReader.INSTANCES)) {
            findings.add(REC_AVOID_INSTANCES, Location.file(file), file);
        }
    }

    /** Those nearest to the folder come first, as nobody says which file is meant. */
    private static Optional<String> firstGraph(Listing listing) {
        return listing.under(ProjectReader.GRAPH).stream()
                .filter(file -> file.endsWith(".graph"))
                .map(file -> file.substring(ProjectReader.GRAPH.length() + 1))
                .min(Comparator.<String>comparingLong(
                                file -> file.chars().filter(c -> c == '/').count())
                        .thenComparing(Comparator.naturalOrder()));
    }
}
