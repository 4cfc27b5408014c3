package net.roboconf.core.dsl.graphics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.roboconf.core.dsl.graphics.PictureRelation.Kind;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedVariable;

/**
 * What a picture of a graph shows: its components and facets, what may be deployed over what, who inherits from whom, and
 * who imports from whom at run time. Relations are those that the graph declares; those that follow from inheritance are
 * left to the reader's eye, as they would be many.
 *
 * @param title of the application, for people
 */
public record GraphPicture(String title, List<PictureNode> nodes, List<PictureRelation> relations) {

    public GraphPicture {
        Objects.requireNonNull(title, "title");
        nodes = List.copyOf(nodes);
        relations = List.copyOf(relations);
    }

    /** The picture of a graph, facets first, all in the order of the graph. An import that nothing exports is left out. */
    public static GraphPicture of(String title, Graph graph) {
        Map<String, PictureNode> nodes = new LinkedHashMap<>();
        List<PictureRelation> relations = new ArrayList<>();
        graph.facets().values().forEach(facet -> nodes.put(facet.name(), node(facet)));
        graph.components().values().forEach(component -> nodes.put(component.name(), node(component)));
        for (Facet facet : graph.facets().values()) {
            relate(facet.name(), facet.declaration().children(), Kind.CONTAINS, relations);
            relate(facet.name(), facet.declaration().superFacets(), Kind.EXTENDS, relations);
        }
        for (Component component : graph.components().values()) {
            ComponentDeclaration declaration = component.declaration();
            relate(component.name(), declaration.children(), Kind.CONTAINS, relations);
            component
                    .superComponent()
                    .ifPresent(c -> relate(component.name(), List.of(c.name()), Kind.EXTENDS, relations));
            relate(component.name(), declaration.facets(), Kind.HAS, relations);
            relations.addAll(imports(component, nodes));
        }
        return new GraphPicture(title, List.copyOf(nodes.values()), relations);
    }

    private static void relate(String from, List<String> others, Kind kind, List<PictureRelation> relations) {
        others.forEach(to -> relations.add(new PictureRelation(from, to, kind, false, List.of())));
    }

    private static PictureNode node(Facet facet) {
        List<String> exports = names(facet.declaration().exports());
        return new PictureNode(facet.name(), facet.name(), PictureNode.Kind.FACET, "", exports);
    }

    private static PictureNode node(Component component) {
        PictureNode.Kind kind = component.isMachine() ? PictureNode.Kind.MACHINE : PictureNode.Kind.COMPONENT;
        List<String> exports = names(component.declaration().exports());
        return new PictureNode(component.name(), component.name(), kind, component.installer(), exports);
    }

    private static List<String> names(List<ExportDeclaration> exports) {
        return exports.stream().map(ExportDeclaration::name).toList();
    }

    /** One relation for each prefix, as the prefix is what an instance waits for; other applications become nodes. */
    private static List<PictureRelation> imports(Component component, Map<String, PictureNode> nodes) {
        Map<String, List<ImportedVariable>> byExporter = new LinkedHashMap<>();
        for (ImportedVariable variable : component.declaration().imports()) {
            String exporter = variable.external() ? "external " + variable.prefix() : variable.prefix();
            if (variable.external()) {
                nodes.computeIfAbsent(exporter, id -> application(id, variable.prefix()));
            }
            if (nodes.containsKey(exporter)) {
                byExporter.computeIfAbsent(exporter, e -> new ArrayList<>()).add(variable);
            }
        }
        List<PictureRelation> relations = new ArrayList<>();
        byExporter.forEach((exporter, variables) -> relations.add(new PictureRelation(
                component.name(),
                exporter,
                Kind.IMPORTS,
                variables.stream().allMatch(ImportedVariable::optional),
                variables.stream().map(ImportedVariable::localName).distinct().toList())));
        return relations;
    }

    /** No component or facet has a space in its name. */
    private static PictureNode application(String id, String prefix) {
        return new PictureNode(id, prefix, PictureNode.Kind.APPLICATION, "", List.of());
    }
}
