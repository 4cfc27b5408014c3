package net.roboconf.benchmarks;

import java.util.Map;
import net.roboconf.core.dsl.MemoryFiles;

/** The projects that are read, each at several sizes. All are valid and give no warning but for missing recipes. */
public enum DescribedProject {
    WIDE_10_1000("application", 10, 1_000),
    WIDE_100_10000("application", 100, 10_000),
    WIDE_1000_100000("application", 1_000, 100_000),
    WIDE_10000_1000000("application", 10_000, 1_000_000),
    EVEN_100_100("one instance per component", 100, 100),
    EVEN_1000_1000("one instance per component", 1_000, 1_000),
    EVEN_10000_10000("one instance per component", 10_000, 10_000),
    DIAMOND_30("diamond of facets", 30, 1),
    DIAMOND_300("diamond of facets", 300, 1),
    DIAMOND_3000("diamond of facets", 3_000, 1),
    CHAIN_100("chain of extends", 100, 1),
    CHAIN_1000("chain of extends", 1_000, 1),
    CHAIN_10000("chain of extends", 10_000, 1);

    private static final int CHILDREN_PER_MACHINE = 9;

    private final String shape;
    private final int types;
    private final int instances;

    DescribedProject(String shape, int types, int instances) {
        this.shape = shape;
        this.types = types;
        this.instances = instances;
    }

    public String shape() {
        return shape;
    }

    /** Components, or layers of two facets. */
    public int types() {
        return types;
    }

    public int instances() {
        return instances;
    }

    MemoryFiles files() {
        return new MemoryFiles(Map.of(
                "descriptor/application.properties",
                "name = measured\nversion = 1.0\ndsl-id = roboconf-1.0\n"
                        + "graph-entry-point = g.graph\ninstance-entry-point = i.instances\n",
                "graph/g.graph",
                switch (shape) {
                    case "diamond of facets" -> diamond();
                    case "chain of extends" -> chain();
                    default -> application();
                },
                "instances/i.instances",
                instances == 1 ? "instance of VM {\n\tname: vm;\n}\n" : machines()));
    }

    /** A machine, and components for it that each import from two others. */
    private String application() {
        StringBuilder graph =
                new StringBuilder("# A machine.\nVM {\n\tinstaller: target;\n\tchildren: deployable;\n}\n\n");
        graph.append("facet deployable {\n\texports: ip;\n}\n");
        for (int i = 1; i < types; i++) {
            graph.append("\n# The component number ").append(i).append(".\nC").append(i);
            graph.append(" {\n\tinstaller: script;\n\tfacets: deployable;\n");
            graph.append("\texports: port = ")
                    .append(8000 + i)
                    .append(", url = \"http://$(ROBOCONF_INSTANCE_NAME)\";\n");
            if (i > 1) {
                graph.append("\timports: C")
                        .append(i - 1)
                        .append(".*, C")
                        .append(i / 2)
                        .append(".url (optional);\n");
            }
            graph.append("}\n");
        }
        return graph.toString();
    }

    /** Each machine with some components on it, each of which sets a variable. */
    private String machines() {
        StringBuilder text = new StringBuilder();
        int component = 0;
        for (int i = 0; i < instances; i++) {
            int place = i % (CHILDREN_PER_MACHINE + 1);
            if (place == 0) {
                text.append(i == 0 ? "" : "}\n\n")
                        .append("instance of VM {\n\tname: vm-")
                        .append(i)
                        .append(";\n");
            } else {
                component = component % (types - 1) + 1;
                text.append("\tinstance of C")
                        .append(component)
                        .append(" {\n\t\tname: i-")
                        .append(i);
                text.append(";\n\t\tport: 9000;\n\t}\n");
            }
        }
        return text.append("}\n").toString();
    }

    /** Layers of two facets that both extend the two below: as many ways to the bottom as 2 to the power of layers. */
    private String diamond() {
        StringBuilder graph =
                new StringBuilder("facet L0 {\n\texports: ip;\n}\n\nfacet R0 {\n\texports: port = 1;\n}\n");
        for (int i = 1; i < types; i++) {
            String extended = " {\n\textends: L" + (i - 1) + ", R" + (i - 1) + ";\n}\n";
            graph.append("\nfacet L")
                    .append(i)
                    .append(extended)
                    .append("\nfacet R")
                    .append(i)
                    .append(extended);
        }
        String top = "L" + (types - 1) + ", R" + (types - 1);
        return graph.append("\nVM {\n\tinstaller: target;\n\tfacets: ")
                .append(top)
                .append(";\n}\n")
                .toString();
    }

    private String chain() {
        StringBuilder graph = new StringBuilder("VM {\n\tinstaller: target;\n}\n");
        for (int i = 1; i < types; i++) {
            String extended = i == 1 ? "VM" : "C" + (i - 1);
            graph.append("\nC")
                    .append(i)
                    .append(" {\n\textends: ")
                    .append(extended)
                    .append(";\n}\n");
        }
        return graph.toString();
    }
}
