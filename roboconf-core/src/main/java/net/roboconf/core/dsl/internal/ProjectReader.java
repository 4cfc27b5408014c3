package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.UnusableArchiveException;
import net.roboconf.core.dsl.commands.internal.ProjectCommands;
import net.roboconf.core.dsl.internal.Descriptor.ExternalExport;
import net.roboconf.core.dsl.internal.Descriptor.Setting;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.VariableName;

/** Reads one project, stage by stage: descriptor, graph, instances, commands and rules, recipes. For one use. */
public final class ProjectReader {

    static final String DESCRIPTOR = "descriptor";
    static final String GRAPH = "graph";
    static final String INSTANCES = "instances";

    private final TextFiles texts;
    private final Listing listing;
    private final Findings findings = new Findings();
    private final Spelling spelling = new Spelling();
    private boolean exportsKnown;

    private ProjectReader(ProjectFiles files, Listing listing) {
        this.texts = new TextFiles(files, findings);
        this.listing = listing;
    }

    /** Reads the project. Never fails. */
    public static LoadedProject read(ProjectFiles files) {
        Findings unreadable = new Findings();
        return list(files, unreadable)
                .map(listing -> new ProjectReader(files, listing).read())
                .orElseGet(() -> new LoadedProject(unreadable.sorted()));
    }

    /** What there is; empty if there is an error about it. */
    static Optional<Listing> list(ProjectFiles files, Findings findings) {
        try {
            return Optional.of(files.list());
        } catch (UnusableArchiveException e) {
            findings.add(PROJ_EXTRACT_ZIP, Location.project(), files, e.getMessage());
        } catch (IOException e) {
            findings.add(P_IO_ERROR, Location.project(), files, e.getMessage());
        }
        return Optional.empty();
    }

    private LoadedProject read() {
        ProjectLayout layout = new ProjectLayout(listing, findings);
        layout.checkFolders();
        layout.checkExtensions();
        layout.checkPlaces();
        Optional<Descriptor> descriptor = descriptor();

        ImportedFiles graphFiles = new ImportedFiles(texts, listing, GRAPH, findings, spelling);
        boolean graphEntered =
                enter(graphFiles, descriptor.flatMap(Descriptor::graphEntryPoint), PROJ_MISSING_GRAPH_EP);
        if (!graphEntered) {
            readWithoutEntryPoint(graphFiles, GRAPH, ".graph");
        }
        ResolvedGraph graph = graph(graphFiles, graphEntered);

        ImportedFiles instanceFiles = new ImportedFiles(texts, listing, INSTANCES, findings, spelling);
        int before = findings.severe();
        boolean instancesEntered =
                enter(instanceFiles, descriptor.flatMap(Descriptor::instanceEntryPoint), PROJ_MISSING_INSTANCE_EP);
        if (descriptor.isEmpty()) {
            readWithoutEntryPoint(instanceFiles, INSTANCES, ".instances");
        }
        InstanceTree instances = instances(instanceFiles, graph, instancesEntered);
        boolean instancesKnown = descriptor.isPresent() && findings.severe() == before;

        ProjectCommands commands = commands(graph, instances, instancesKnown);

        if (graphEntered) {
            layout.checkReachedGraphs(graphFiles);
        }
        if (descriptor.isPresent()) {
            layout.checkReachedInstances(instanceFiles);
        }
        Map<String, String> recipes = layout.recipes(graph);
        RecipeCheck recipeCheck = new RecipeCheck(texts, listing, findings);
        if (exportsKnown) {
            recipeCheck.check(graph, recipes);
        }
        new ProjectProbes(texts, listing, findings, spelling).check(graph, exportsKnown);
        if (exportsKnown) {
            descriptor.ifPresent(d -> checkExternalExports(d, graph));
        }
        Optional<ApplicationTemplate> template = descriptor
                .filter(d -> findings.severe() == 0)
                .map(d -> template(d, graph, instances.definitions(), recipes));
        return new LoadedProject(
                template, recipeCheck.targets(), findings.sorted(), commands.commands(), commands.rules());
    }

    private Optional<Descriptor> descriptor() {
        if (!listing.files().contains(Descriptor.FILE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DescriptorReader.read(texts.foreign(Descriptor.FILE), findings));
        } catch (IOException e) {
            findings.add(PROJ_READ_DESC_FILE, Location.file(Descriptor.FILE), e.getMessage());
            return Optional.empty();
        }
    }

    private boolean enter(ImportedFiles imported, Optional<Setting> entryPoint, DiagnosticCode missing) {
        if (entryPoint.isEmpty()) {
            return false;
        }
        String location = entryPoint.get().value();
        if (imported.exists(location)) {
            imported.readFrom(location);
            return true;
        }
        // Without the folder there is an error already.
        if (missing != PROJ_MISSING_GRAPH_EP || listing.folders().contains(GRAPH)) {
            findings.add(missing, entryPoint.get().location(), location);
        }
        return false;
    }

    /** There is an error already; what each file says by itself is still worth a look. */
    private void readWithoutEntryPoint(ImportedFiles imported, String folder, String extension) {
        for (String file : listing.under(folder)) {
            String location = file.substring(folder.length() + 1);
            if (location.endsWith(extension) && location.indexOf('/') < 0) {
                imported.readFrom(location);
            }
        }
    }

    private ResolvedGraph graph(ImportedFiles graphFiles, boolean entered) {
        List<DeclaredType> types = TreeReading.types(graphFiles.trees(), findings, spelling);
        // Nobody knows which files belong together if the first one is not known.
        ResolvedGraph resolved = GraphResolver.resolve(
                entered ? types : List.of(), entered && graphFiles.isComplete(), findings, spelling);
        exportsKnown = GraphValidator.validate(resolved, findings, spelling);
        return resolved;
    }

    private InstanceTree instances(ImportedFiles instanceFiles, ResolvedGraph graph, boolean entered) {
        InstanceTree tree = TreeReading.instances(instanceFiles.trees(), findings);
        if (entered && !tree.all().isEmpty() && graph.components().isEmpty()) {
            String file = instanceFiles.trees().get(0).file();
            findings.add(CO_GRAPH_COULD_NOT_BE_BUILT, Location.file(file), file);
        } else if (entered && exportsKnown) {
            new InstanceValidator(graph, instanceFiles.isComplete(), findings, spelling).validate(tree);
        }
        return tree;
    }

    /** What commands say of a graph or of instances that are damaged is not judged. */
    private ProjectCommands commands(ResolvedGraph resolved, InstanceTree instances, boolean instancesKnown) {
        ProjectCommands commands = new ProjectCommands(texts, listing, findings, spelling);
        Optional<Graph> graph = Optional.of(resolved.graph()).filter(g -> resolved.isIntact());
        boolean useful = instancesKnown && exportsKnown && graph.isPresent() && !commands.isEmpty();
        commands.readCommands(graph, useful ? Optional.of(instances.definitions()) : Optional.empty());
        commands.readRules();
        return commands;
    }

    private void checkExternalExports(Descriptor descriptor, ResolvedGraph resolved) {
        Map<String, Component> components = resolved.graph().components();
        TypeNetwork network = new TypeNetwork(resolved.graph());
        for (ExternalExport export : descriptor.exports()) {
            String prefix = VariableName.parse(export.variable()).prefix();
            Component exporter = components.containsKey(prefix)
                    ? components.get(prefix)
                    : network.userOf(prefix).orElse(null);
            boolean exported = exporter != null && exporter.exports().containsKey(export.variable());
            if (!exported && resolved.isIntact()) {
                findings.add(RM_INVALID_EXTERNAL_EXPORT, export.location(), export.variable());
            }
        }
    }

    private static ApplicationTemplate template(
            Descriptor descriptor,
            ResolvedGraph resolved,
            List<InstanceDefinition> instances,
            Map<String, String> recipes) {
        Map<String, String> aliases = new LinkedHashMap<>();
        descriptor.exports().forEach(export -> aliases.put(export.alias(), export.variable()));
        Optional<ExternalExports> external = aliases.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExternalExports(descriptor.exportsPrefix(), aliases));
        Set<String> tags = descriptor.tags();
        return new ApplicationTemplate(
                descriptor.name(),
                descriptor.displayName(),
                descriptor.version(),
                descriptor.description(),
                tags,
                resolved.graph(),
                instances,
                external,
                recipes);
    }
}
