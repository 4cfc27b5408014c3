package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.ProjectFiles.Listing;
import net.roboconf.core.dsl.commands.internal.ProjectCommands;
import net.roboconf.core.dsl.internal.Descriptor.ExternalExport;
import net.roboconf.core.dsl.internal.Descriptor.Setting;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxTree;
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

    private final ProjectFiles files;
    private final Listing listing;
    private final Findings findings = new Findings();
    private final Spelling spelling = new Spelling();
    private boolean exportsKnown;

    private ProjectReader(ProjectFiles files, Listing listing) {
        this.files = files;
        this.listing = listing;
    }

    /** Reads the project. Never fails. */
    public static LoadedProject read(ProjectFiles files) {
        Findings unreadable = new Findings();
        try {
            return new ProjectReader(files, files.list()).read();
        } catch (IOException e) {
            unreadable.add(P_IO_ERROR, Location.project(), files, e.getMessage());
            return new LoadedProject(Optional.empty(), unreadable.sorted());
        }
    }

    private LoadedProject read() {
        ProjectLayout layout = new ProjectLayout(listing, findings);
        layout.checkFolders();
        layout.checkExtensions();
        Optional<Descriptor> descriptor = descriptor();

        ImportedFiles graphFiles = new ImportedFiles(files, listing, GRAPH, findings, spelling);
        boolean entered = readFrom(graphFiles, descriptor.flatMap(Descriptor::graphEntryPoint), PROJ_MISSING_GRAPH_EP);
        if (!entered) {
            readWithoutEntryPoint(graphFiles);
        }
        ResolvedGraph graph = graph(graphFiles, entered && graphFiles.isComplete());

        ImportedFiles instanceFiles = new ImportedFiles(files, listing, INSTANCES, findings, spelling);
        int before = findings.severe();
        readFrom(instanceFiles, descriptor.flatMap(Descriptor::instanceEntryPoint), PROJ_MISSING_INSTANCE_EP);
        InstanceTree instances = instances(instanceFiles, graph);
        boolean instancesKnown = descriptor.isPresent() && findings.severe() == before;

        ProjectCommands commands = commands(graph, instances, instancesKnown);

        layout.checkReached(graphFiles, instanceFiles);
        Map<String, String> recipes = layout.recipes(graph);
        if (exportsKnown) {
            descriptor.ifPresent(d -> checkExternalExports(d, graph));
        }
        Optional<ApplicationTemplate> template = descriptor
                .filter(d -> findings.severe() == 0)
                .map(d -> template(d, graph, instances.definitions(), recipes));
        return new LoadedProject(template, findings.sorted(), commands.commands(), commands.rules());
    }

    private Optional<Descriptor> descriptor() {
        if (!listing.files().contains(Descriptor.FILE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DescriptorReader.read(decoded(files.read(Descriptor.FILE)), findings));
        } catch (IOException e) {
            findings.add(PROJ_READ_DESC_FILE, Location.file(Descriptor.FILE), e.getMessage());
            return Optional.empty();
        }
    }

    /** Descriptors of old were in ISO 8859-1, as all properties of Java; today's are in UTF-8. */
    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private boolean readFrom(ImportedFiles imported, Optional<Setting> entryPoint, DiagnosticCode missing) {
        if (entryPoint.isEmpty()) {
            return false;
        }
        String location = entryPoint.get().value();
        if (imported.exists(location)) {
            imported.readFrom(location);
            return true;
        }
        findings.add(missing, entryPoint.get().location(), location);
        return false;
    }

    /** There is an error already; what the files hold is still worth a look. */
    private void readWithoutEntryPoint(ImportedFiles graphFiles) {
        for (String file : new TreeSet<>(listing.under(GRAPH))) {
            String location = file.substring(GRAPH.length() + 1);
            if (location.endsWith(".graph") && location.indexOf('/') < 0) {
                graphFiles.readFrom(location);
            }
        }
    }

    private ResolvedGraph graph(ImportedFiles graphFiles, boolean complete) {
        List<DeclaredType> types = new ArrayList<>();
        for (SyntaxTree tree : graphFiles.trees()) {
            for (Block block : tree.blocks()) {
                if (block.kind() != BlockKind.INSTANCE) {
                    types.add(TypeReader.read(block, findings, spelling));
                }
            }
        }
        ResolvedGraph resolved = GraphResolver.resolve(types, complete, findings, spelling);
        if (complete && types.stream().noneMatch(DeclaredType::isComponent)) {
            findings.add(RM_MISSING_APPLICATION_GRAPHS, Location.project());
        }
        exportsKnown = GraphValidator.validate(resolved, findings, spelling);
        return resolved;
    }

    private InstanceTree instances(ImportedFiles instanceFiles, ResolvedGraph graph) {
        List<DeclaredInstance> roots = new ArrayList<>();
        for (SyntaxTree tree : instanceFiles.trees()) {
            for (Block block : tree.blocks()) {
                if (block.kind() == BlockKind.INSTANCE) {
                    roots.add(InstanceReader.read(block, findings));
                }
            }
        }
        InstanceTree tree = new InstanceTree(roots);
        if (!roots.isEmpty() && graph.components().isEmpty()) {
            String file = instanceFiles.trees().get(0).file();
            findings.add(CO_GRAPH_COULD_NOT_BE_BUILT, Location.file(file), file);
        } else if (exportsKnown) {
            new InstanceValidator(graph, instanceFiles.isComplete(), findings, spelling).validate(tree);
        }
        return tree;
    }

    /** What commands say of a graph or of instances that are damaged is not judged. */
    private ProjectCommands commands(ResolvedGraph resolved, InstanceTree instances, boolean instancesKnown) {
        ProjectCommands commands = new ProjectCommands(files, listing, findings, spelling);
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
