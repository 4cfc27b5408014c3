package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of instances, with all that it inherits. Belongs to one {@link Graph}; two components are equal only if they are
 * the same object.
 *
 * <p>What follows from inheritance is computed when it is first asked for: in a long chain of components the inherited
 * names grow with the square of its length, and most are never needed. Safe for use by several threads: two of them may
 * compute the same value once each.
 */
public final class Component {

    /** The installer of the components whose instances are machines. */
    public static final String MACHINE_INSTALLER = "target";

    private final ComponentDeclaration declaration;
    private final Component superComponent;
    private final List<Facet> ownFacets;
    private final String installer;

    private volatile Map<String, ExportedVariable> exports;
    private volatile List<ImportedVariable> imports;
    private volatile Map<String, ImportedPrefix> importedPrefixes;

    Component(ComponentDeclaration declaration, Component superComponent, List<Facet> ownFacets) {
        this.declaration = declaration;
        this.superComponent = superComponent;
        this.ownFacets = List.copyOf(ownFacets);
        String inherited = superComponent == null ? "" : superComponent.installer;
        this.installer = declaration.installer() == null ? inherited : declaration.installer();
    }

    public String name() {
        return declaration.name();
    }

    /** What the graph says of this component, unresolved. */
    public ComponentDeclaration declaration() {
        return declaration;
    }

    /** The plug-in that manages the instances, its own or inherited; empty only in a graph that is not valid. */
    public String installer() {
        return installer;
    }

    /** Whether its instances are machines: installer {@value #MACHINE_INSTALLER}, in any case. */
    public boolean isMachine() {
        return MACHINE_INSTALLER.equalsIgnoreCase(installer);
    }

    public Optional<Component> superComponent() {
        return Optional.ofNullable(superComponent);
    }

    /** All that it extends, nearest first. */
    public List<Component> superComponents() {
        List<Component> result = new ArrayList<>();
        for (Component c = superComponent; c != null; c = c.superComponent) {
            result.add(c);
        }
        return Collections.unmodifiableList(result);
    }

    /** Its facets, those they extend, and those of its super components; each facet after those it extends. */
    public Set<Facet> facets() {
        List<Facet> all = new ArrayList<>();
        for (Component c = this; c != null; c = c.superComponent) {
            all.addAll(c.ownFacets);
        }
        return Facet.closure(all);
    }

    /** The facets that it has itself and those they extend; each facet after those it extends. */
    public Set<Facet> ownFacetClosure() {
        return Facet.closure(ownFacets);
    }

    /**
     * The names of all types of its instances: its own, then those of its super components, nearest first, then those of
     * its facets. A recipe or a query that names one of them means this component too.
     */
    public Set<String> typeNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Component c = this; c != null; c = c.superComponent) {
            names.add(c.name());
        }
        for (Facet facet : facets()) {
            names.add(facet.name());
        }
        return Collections.unmodifiableSet(names);
    }

    /** The names of the types that may be deployed over its instances: its own children and all inherited ones. */
    public Set<String> childTypeNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Component c = this; c != null; c = c.superComponent) {
            names.addAll(c.declaration.children());
        }
        for (Facet facet : facets()) {
            names.addAll(facet.declaration().children());
        }
        return Collections.unmodifiableSet(names);
    }

    /**
     * What its instances export, by full name: the variables of its facets and of its super components, its own, and a
     * copy of each inherited one under its own name, so that {@code Shop.port} exists if {@code Shop} extends a
     * component that exports {@code port}.
     */
    public Map<String, ExportedVariable> exports() {
        Map<String, ExportedVariable> result = exports;
        if (result == null) {
            result = computeExports();
        }
        return result;
    }

    private Map<String, ExportedVariable> computeExports() {
        // From the nearest known ancestor down: a chain may be longer than the stack is deep.
        List<Component> unknown = new ArrayList<>();
        Component c = this;
        while (c != null && c.exports == null) {
            unknown.add(c);
            c = c.superComponent;
        }
        Map<String, ExportedVariable> inherited = c == null ? Map.of() : c.exports;
        for (int i = unknown.size() - 1; i >= 0; i--) {
            inherited = ExportRules.exportsOf(unknown.get(i), inherited);
            unknown.get(i).exports = inherited;
        }
        return inherited;
    }

    /** The prefixes under which its instances export at least one variable. */
    public Set<String> exportedPrefixes() {
        Set<String> prefixes = new LinkedHashSet<>();
        for (ExportedVariable variable : exports().values()) {
            prefixes.add(variable.prefix());
        }
        return Collections.unmodifiableSet(prefixes);
    }

    /** What its instances need, inherited imports first; the last definition of an import holds. */
    public List<ImportedVariable> imports() {
        List<ImportedVariable> result = imports;
        if (result == null) {
            result = computeImports();
        }
        return result;
    }

    private List<ImportedVariable> computeImports() {
        List<Component> unknown = new ArrayList<>();
        Component c = this;
        while (c != null && c.imports == null) {
            unknown.add(c);
            c = c.superComponent;
        }
        List<ImportedVariable> inherited = c == null ? List.of() : c.imports;
        for (int i = unknown.size() - 1; i >= 0; i--) {
            List<ImportedVariable> own = unknown.get(i).declaration.imports();
            if (!own.isEmpty()) {
                Map<String, ImportedVariable> byName = new LinkedHashMap<>();
                inherited.forEach(v -> byName.put(v.fullName(), v));
                own.forEach(v -> byName.put(v.fullName(), v));
                inherited = List.copyOf(byName.values());
            }
            unknown.get(i).imports = inherited;
        }
        return inherited;
    }

    /** What its instances need, by prefix. A prefix is mandatory if one of its variables is not optional. */
    public Map<String, ImportedPrefix> importedPrefixes() {
        Map<String, ImportedPrefix> result = importedPrefixes;
        if (result == null) {
            Map<String, List<ImportedVariable>> variables = new LinkedHashMap<>();
            for (ImportedVariable variable : imports()) {
                variables
                        .computeIfAbsent(variable.prefix(), p -> new ArrayList<>())
                        .add(variable);
            }
            Map<String, ImportedPrefix> byPrefix = new LinkedHashMap<>();
            variables.forEach((prefix, all) -> byPrefix.put(prefix, ImportedPrefix.of(all)));
            result = Collections.unmodifiableMap(byPrefix);
            importedPrefixes = result;
        }
        return result;
    }

    /** Where its recipe may be, best first: a folder of its own name, then one of each super component. */
    public List<String> recipeLookup() {
        List<String> names = new ArrayList<>();
        for (Component c = this; c != null; c = c.superComponent) {
            names.add(c.name());
        }
        return Collections.unmodifiableList(names);
    }

    @Override
    public String toString() {
        return "component " + name();
    }
}
