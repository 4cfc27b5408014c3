package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import net.roboconf.core.Allocations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four times as large a project takes about four times the effort: the memory that is allocated on the way.
 */
class LinearEffortTest {

    private static final int SMALL = 400;

    enum Shape {
        WIDE(Shape::wide),
        CHAIN_OF_COMPONENTS(Shape::chain),
        DIAMONDS_OF_FACETS(Shape::facets),
        DIAMONDS_OF_CHILDREN(Shape::children),
        FULL_OF_ERRORS(Shape::errors),
        ONE_LONG_LIST(Shape::list),
        NO_BRACKETS(Shape::noBrackets);

        private final IntFunction<String[]> texts;

        Shape(IntFunction<String[]> texts) {
            this.texts = texts;
        }

        private static String[] wide(int n) {
            StringBuilder graph = new StringBuilder("VM {\n installer: target;\n children: in;\n}\nfacet in {\n}\n");
            StringBuilder instances = new StringBuilder("instance of VM {\n name: vm;\n");
            for (int i = 0; i < n; i++) {
                graph.append("# what\nC")
                        .append(i)
                        .append(" {\n installer: bash;\n facets: in;\n exports: ip, port = 1;\n");
                graph.append(" imports: C")
                        .append((i + 1) % n)
                        .append(".port, C")
                        .append(7 * i % n);
                graph.append(".* (optional);\n}\n");
                instances
                        .append("instance of C")
                        .append(i)
                        .append(" {\n name: i")
                        .append(i)
                        .append(";\n port: 2;\n}\n");
            }
            return new String[] {graph.toString(), instances + "}\n"};
        }

        private static String[] chain(int n) {
            StringBuilder graph = new StringBuilder("C0 {\n installer: target;\n}\n");
            for (int i = 1; i < n; i++) {
                graph.append("C")
                        .append(i)
                        .append(" {\n extends: C")
                        .append(i - 1)
                        .append(";\n}\n");
            }
            return new String[] {graph.toString(), "instance of C" + (n - 1) + " {\n name: a;\n count: " + n + ";\n}\n"
            };
        }

        private static String[] facets(int n) {
            StringBuilder graph = new StringBuilder("facet L0 {\n exports: x = 1;\n}\nfacet R0 {\n}\n");
            for (int i = 1; i < n; i++) {
                String below = " {\n extends: L" + (i - 1) + ", R" + (i - 1) + ";\n}\n";
                graph.append("facet L")
                        .append(i)
                        .append(below)
                        .append("facet R")
                        .append(i)
                        .append(below);
            }
            String last = "L" + (n - 1) + ", R" + (n - 1);
            graph.append("VM {\n installer: target;\n facets: ").append(last).append(";\n}\n");
            return new String[] {graph.toString(), "instance of VM {\n name: a;\n}\n"};
        }

        private static String[] children(int n) {
            StringBuilder graph = new StringBuilder("VM {\n installer: target;\n children: A0, B0;\n}\n");
            StringBuilder instances = new StringBuilder("instance of VM {\n name: a;\n");
            for (int i = 0; i < n; i++) {
                String children = i + 1 < n ? " children: A" + (i + 1) + ", B" + (i + 1) + ";\n" : "";
                graph.append("A")
                        .append(i)
                        .append(" {\n installer: bash;\n")
                        .append(children)
                        .append("}\n");
                graph.append("B")
                        .append(i)
                        .append(" {\n installer: bash;\n")
                        .append(children)
                        .append("}\n");
                instances
                        .append("instance of ")
                        .append(i % 2 == 0 ? "A" : "B")
                        .append(i)
                        .append(" {\n name: a;\n");
            }
            return new String[] {graph.toString(), instances + "}\n".repeat(n + 1)};
        }

        private static String[] errors(int n) {
            StringBuilder graph = new StringBuilder("VM {\n installer: target;\n}\n");
            StringBuilder instances = new StringBuilder();
            for (int i = 0; i < n; i++) {
                graph.append("Comp")
                        .append(i)
                        .append(" {\n imports: Comp.x")
                        .append(i)
                        .append(", Kamp")
                        .append(i);
                graph.append(".x;\n exports: a, a b;\n children: Cmp").append(i).append(";\n}\n");
                instances.append("instance of Cmp {\n name: same;\n instance of VM {\n }\n}\n what\n");
            }
            return new String[] {graph.toString(), instances.toString()};
        }

        private static String[] list(int n) {
            StringBuilder exports = new StringBuilder("a = 1");
            StringBuilder imports = new StringBuilder("VM.a (optional)");
            for (int i = 0; i < n; i++) {
                exports.append(", random[port] x")
                        .append(i)
                        .append(", y")
                        .append(i)
                        .append(" = \"a, b\"");
                imports.append(", VM.y")
                        .append(i)
                        .append(" (optional), external a.b")
                        .append(i);
            }
            String graph = "VM {\n installer: target;\n exports: " + exports + ";\n imports: " + imports + ";\n}\n";
            return new String[] {graph, "instance of VM {\n name: vm;\n}\n"};
        }

        private static String[] noBrackets(int n) {
            return new String[] {"facet A\n\nB\n exports: a;\n".repeat(n), "instance of VM\n name: a\n\n\n".repeat(n)};
        }
    }

    private static long effort(Shape shape, int size) {
        String[] texts = shape.texts.apply(size);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/g.graph", texts[0]);
        files.put("instances/i.instances", texts[1]);
        MemoryFiles project = Example.project(files, "g.graph", "i.instances");
        return Allocations.least(() -> {
            LoadedProject loaded = new ProjectLoader().load(project);
            assertThat(loaded.template().isPresent()).isEqualTo(loaded.errors().isEmpty());
        });
    }

    private static long formattingEffort(Shape shape, int size) {
        String[] texts = shape.texts.apply(size);
        return Allocations.least(() -> {
            Formatter.format("g.graph", texts[0]);
            Formatter.format("i.instances", texts[1]);
        });
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void effort_grows_with_the_size_of_the_project_and_no_faster(Shape shape) {
        long small = effort(shape, SMALL);
        long large = effort(shape, 4 * SMALL);

        assertThat(large).isLessThan(6 * small);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void so_does_the_effort_to_format_it(Shape shape) {
        long small = formattingEffort(shape, SMALL);
        long large = formattingEffort(shape, 4 * SMALL);

        assertThat(large).isLessThan(6 * small);
    }
}
