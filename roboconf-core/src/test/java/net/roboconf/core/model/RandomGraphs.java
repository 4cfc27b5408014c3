package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small graphs of every shape, sound but for containment: what extends something comes after it. */
public final class RandomGraphs {

    private static final List<String> VARIABLES = List.of("ip", "port", "url");
    private static final List<String> ODD_VALUES = List.of("", " ", "a, b", "x; y = z;", " on both sides ", "{ }");

    private final Random random;
    private final List<String> facetNames = new ArrayList<>();
    private final List<String> componentNames = new ArrayList<>();

    private RandomGraphs(long seed) {
        this.random = new Random(seed);
    }

    public static Graph graph(long seed) {
        return new RandomGraphs(seed).graph();
    }

    private Graph graph() {
        int facets = random.nextInt(5);
        int components = 1 + random.nextInt(6);
        for (int i = 0; i < facets; i++) {
            facetNames.add("F" + i);
        }
        for (int i = 0; i < components; i++) {
            componentNames.add("C" + i);
        }
        List<FacetDeclaration> facetDeclarations = new ArrayList<>();
        for (int i = 0; i < facets; i++) {
            List<String> earlier = facetNames.subList(0, i);
            facetDeclarations.add(new FacetDeclaration("F" + i, some(earlier, 2), children(), exports(earlier)));
        }
        List<ComponentDeclaration> componentDeclarations = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            List<String> earlier = componentNames.subList(0, i);
            String extended = some(earlier, 1).stream().findFirst().orElse(null);
            List<String> prefixes = new ArrayList<>(facetNames);
            prefixes.addAll(earlier);
            componentDeclarations.add(new ComponentDeclaration(
                    "C" + i, "bash", extended, some(facetNames, 2), children(), exports(prefixes), imports()));
        }
        return Graph.of(facetDeclarations, componentDeclarations);
    }

    private List<String> some(List<String> names, int most) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0 && !names.isEmpty(); i--) {
            String name = names.get(random.nextInt(names.size()));
            if (!chosen.contains(name)) {
                chosen.add(name);
            }
        }
        return chosen;
    }

    private List<String> children() {
        List<String> all = new ArrayList<>(facetNames);
        all.addAll(componentNames);
        return random.nextInt(3) == 0 ? some(all, 2) : List.of();
    }

    private List<ImportedVariable> imports() {
        List<String> all = new ArrayList<>(facetNames);
        all.addAll(componentNames);
        List<ImportedVariable> imports = new ArrayList<>();
        for (String prefix : some(all, 2)) {
            String name = random.nextBoolean() ? "*" : VARIABLES.get(random.nextInt(VARIABLES.size()));
            imports.add(new ImportedVariable(prefix, name, random.nextInt(4) == 0, random.nextInt(6) == 0));
        }
        return imports;
    }

    private List<ExportDeclaration> exports(List<String> prefixes) {
        List<ExportDeclaration> exports = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = VARIABLES.get(random.nextInt(VARIABLES.size()));
            if (random.nextInt(4) == 0 && !prefixes.isEmpty()) {
                name = prefixes.get(random.nextInt(prefixes.size())) + '.' + name;
            }
            exports.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new ExportDeclaration(name, null, "port");
                        case 1 -> ExportDeclaration.of(name, ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
                        case 2, 3, 4 -> ExportDeclaration.of(name);
                        default -> ExportDeclaration.of(name, "v" + random.nextInt(100));
                    });
        }
        return exports;
    }
}
