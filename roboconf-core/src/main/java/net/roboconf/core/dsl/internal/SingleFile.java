package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.syntax.ParsedFile;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.dsl.syntax.SyntaxTree;
import net.roboconf.core.model.Graph;

/**
 * Checks one file without the project that it belongs to. A graph without imports is taken for a whole one as far as its
 * names go; what its place in an application would tell (roots, installers of machines, who exports what) is not judged.
 */
public final class SingleFile {

    private final String name;
    private final Findings findings = new Findings();
    private final Spelling spelling = new Spelling();

    private SingleFile(String name) {
        this.name = name;
    }

    /** Whether there is a check for such a file. */
    public static boolean isKnown(String name) {
        return kind(name).isPresent();
    }

    private static Optional<String> kind(String name) {
        return List.of(".graph", ".instances", ".commands", ".drl").stream()
                .filter(name::endsWith)
                .findFirst();
    }

    /** All findings. Never fails. */
    public static List<Diagnostic> check(String name, byte[] content) {
        SingleFile file = new SingleFile(name);
        file.texts(content).read(name).ifPresent(file::check);
        return file.findings.sorted();
    }

    private TextFiles texts(byte[] content) {
        return new TextFiles(
                new ProjectFiles() {
                    @Override
                    public Listing list() {
                        throw new UnsupportedOperationException("there is one file only");
                    }

                    @Override
                    public byte[] read(String path) throws IOException {
                        return content;
                    }
                },
                findings);
    }

    private void check(String text) {
        switch (kind(name).orElse("")) {
            case ".graph" -> graph(text);
            case ".instances" -> instances(text);
            case ".commands", ".drl" -> {
                // What is in them is checked together with the whole project.
            }
            default ->
                findings.add(
                        P_IO_ERROR,
                        Location.file(name),
                        name,
                        "its kind is not known; names end with .graph, .instances, .commands or .drl");
        }
    }

    private ParsedFile parse(String text) {
        ParsedFile parsed = SyntaxParser.parse(name, text);
        findings.addAll(parsed.diagnostics());
        return parsed;
    }

    private void graph(String text) {
        ParsedFile parsed = parse(text);
        SyntaxTree tree = parsed.tree();
        boolean accepted = new FileKindCheck(findings, true).accepts(tree, Optional.empty());
        List<DeclaredType> types = TreeReading.types(List.of(tree), findings, spelling);
        boolean namesKnown = accepted && parsed.complete() && tree.imports().isEmpty();
        ResolvedGraph resolved = GraphResolver.resolve(types, namesKnown, findings, spelling);
        ResolvedGraph part = new ResolvedGraph(
                resolved.graph(), resolved.components(), resolved.facets(), resolved.damaged(), false);
        GraphValidator.validate(part, findings, spelling);
    }

    private void instances(String text) {
        ParsedFile parsed = parse(text);
        new FileKindCheck(findings, false).accepts(parsed.tree(), Optional.empty());
        InstanceTree tree = TreeReading.instances(List.of(parsed.tree()), findings);
        ResolvedGraph unknown = new ResolvedGraph(Graph.of(List.of(), List.of()), Map.of(), Map.of(), Set.of(), false);
        new InstanceValidator(unknown, false, findings, spelling).validate(tree);
    }
}
