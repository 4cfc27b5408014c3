package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.FacetDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedVariable;

/** Writes a graph in the language, and reads it again. */
public final class GraphText {

    private final StringBuilder text = new StringBuilder();

    private GraphText() {}

    public static String of(Graph graph) {
        GraphText result = new GraphText();
        graph.facetDeclarations().forEach(result::facet);
        graph.componentDeclarations().forEach(result::component);
        return result.text.toString();
    }

    static ResolvedGraph read(String text, Findings findings) {
        List<DeclaredType> types = new ArrayList<>();
        for (Block block : SyntaxParser.parse("g.graph", text).tree().blocks()) {
            types.add(TypeReader.read(block, findings, new Spelling()));
        }
        return GraphResolver.resolve(types, true, findings, new Spelling());
    }

    private void facet(FacetDeclaration facet) {
        text.append("facet ").append(facet.name()).append(" {\n");
        property("extends", facet.superFacets());
        property("children", facet.children());
        property("exports", facet.exports().stream().map(GraphText::export).toList());
        text.append("}\n");
    }

    private void component(ComponentDeclaration component) {
        text.append(component.name()).append(" {\n");
        property("installer", List.of(component.installer()));
        property("extends", component.superComponent() == null ? List.of() : List.of(component.superComponent()));
        property("facets", component.facets());
        property("children", component.children());
        property("exports", component.exports().stream().map(GraphText::export).toList());
        property(
                "imports", component.imports().stream().map(GraphText::imported).toList());
        text.append("}\n");
    }

    private void property(String name, List<String> values) {
        if (!values.isEmpty()) {
            text.append("  ")
                    .append(name)
                    .append(": ")
                    .append(String.join(", ", values))
                    .append(";\n");
        }
    }

    private static String export(ExportDeclaration export) {
        String random = export.randomKind() == null ? "" : "random[" + export.randomKind() + "] ";
        return random + export.name() + (export.value() == null ? "" : " = \"" + export.value() + '"');
    }

    private static String imported(ImportedVariable variable) {
        return (variable.external() ? "external " : "")
                + variable.fullName()
                + (variable.optional() ? " (optional)" : "");
    }
}
