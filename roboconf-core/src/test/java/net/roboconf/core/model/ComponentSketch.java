package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.List;

/** Writes the declaration of a component or a facet in one line of a test. */
final class ComponentSketch {

    private final String name;
    private String installer;
    private String superComponent;
    private List<String> facets = List.of();
    private List<String> children = List.of();
    private final List<ExportDeclaration> exports = new ArrayList<>();
    private final List<ImportedVariable> imports = new ArrayList<>();

    private ComponentSketch(String name) {
        this.name = name;
    }

    static ComponentSketch named(String name) {
        return new ComponentSketch(name);
    }

    static FacetDeclaration facet(String name, List<String> superFacets, List<String> children, String... exports) {
        List<ExportDeclaration> declared = new ArrayList<>();
        for (String export : exports) {
            declared.add(export(export));
        }
        return new FacetDeclaration(name, superFacets, children, declared);
    }

    ComponentSketch installer(String value) {
        installer = value;
        return this;
    }

    ComponentSketch extending(String value) {
        superComponent = value;
        return this;
    }

    ComponentSketch having(String... names) {
        facets = List.of(names);
        return this;
    }

    ComponentSketch over(String... names) {
        children = List.of(names);
        return this;
    }

    ComponentSketch exporting(String... written) {
        for (String export : written) {
            exports.add(export(export));
        }
        return this;
    }

    ComponentSketch exportingRandom(String variable) {
        exports.add(new ExportDeclaration(variable, null, "port"));
        return this;
    }

    ComponentSketch importing(ImportedVariable... variables) {
        imports.addAll(List.of(variables));
        return this;
    }

    ComponentDeclaration declaration() {
        return new ComponentDeclaration(name, installer, superComponent, facets, children, exports, imports);
    }

    private static ExportDeclaration export(String written) {
        int equals = written.indexOf('=');
        return equals < 0
                ? ExportDeclaration.of(written)
                : ExportDeclaration.of(written.substring(0, equals), written.substring(equals + 1));
    }
}
