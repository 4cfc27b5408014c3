package net.roboconf.dm.internal.json;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExportedVariable;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedPrefix;

/**
 * A component of a template, with all that it inherits.
 *
 * @param superComponent null when it extends none
 * @param root whether its instances may stand without a parent
 * @param machine whether its instances are machines
 * @param children the components whose instances may be placed over its own
 */
public record ComponentJson(
        String name,
        String installer,
        String superComponent,
        List<String> facets,
        boolean root,
        boolean machine,
        List<String> children,
        List<Export> exports,
        List<Import> imports) {

    /**
     * What its instances offer.
     *
     * @param value null when the graph gives none
     * @param random null when nothing is chosen at random; else what ({@code port})
     */
    public record Export(String name, String value, String random) {

        static Export of(ExportedVariable v) {
            return new Export(v.fullName(), v.defaultValue(), v.randomKind());
        }
    }

    /** What its instances need under one prefix; {@code *} stands for all variables. */
    public record Import(String prefix, List<String> variables, boolean optional, boolean external) {

        static Import of(ImportedPrefix p) {
            List<String> variables = new ArrayList<>(p.variables());
            if (p.wildcard()) {
                variables.add("*");
            }
            return new Import(p.prefix(), variables, p.optional(), p.external());
        }
    }

    static ComponentJson of(Graph graph, Component c) {
        return new ComponentJson(
                c.name(),
                c.installer(),
                c.superComponent().map(Component::name).orElse(null),
                c.facets().stream().map(Facet::name).toList(),
                graph.accepts(null, c.name()),
                c.isMachine(),
                graph.components().keySet().stream()
                        .filter(child -> graph.accepts(c.name(), child))
                        .toList(),
                c.exports().values().stream().map(Export::of).toList(),
                c.importedPrefixes().values().stream().map(Import::of).toList());
    }
}
