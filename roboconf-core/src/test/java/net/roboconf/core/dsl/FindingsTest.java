package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a finding says beside its code and its line: column, length, suggestion, second place. */
class FindingsTest {

    private static final String GRAPH = "VM {\n    installer: target;\n    children: Server;\n}\n"
            + "Server {\n    installer: bash;\n    exports: port = 1, ip;\n}\n";

    private static List<Diagnostic> of(String graph, String instances) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/main.graph", graph);
        files.put("instances/main.instances", instances);
        return new ProjectLoader()
                .load(Example.project(files, "main.graph", "main.instances"))
                .diagnostics();
    }

    private static Diagnostic find(DiagnosticCode code, String graph, String instances) {
        return of(graph, instances).stream()
                .filter(d -> d.code() == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not found: " + code));
    }

    private static Diagnostic inGraph(DiagnosticCode code, String more) {
        return find(code, GRAPH + more, "# none\n");
    }

    private static Diagnostic inInstances(DiagnosticCode code, String instances) {
        return find(code, GRAPH, instances);
    }

    @Test
    void a_name_is_pointed_at_within_a_list() {
        Diagnostic found = inGraph(
                DiagnosticCode.CO_INEXISTING_CHILD,
                "X {\n  installer: target;\n  children: A,  Servr ;\n}\n" + "A {\n  installer: bash;\n}\n");

        assertThat(found.location()).isEqualTo(new Location("graph/main.graph", 11, 17, 5));
        assertThat(found.message()).isEqualTo("Servr, a child of X, does not exist.");
        assertThat(found.suggestion()).contains("Did you mean Server?");
    }

    @Test
    void misspelt_names_are_recognised() {
        assertThat(inGraph(DiagnosticCode.P_INVALID_PROPERTY, "X {\n instaler: bash;\n}\n")
                        .suggestion())
                .contains("Did you mean installer?");
        assertThat(inGraph(DiagnosticCode.P_INVALID_PROPERTY, "X {\n Exports: a;\n}\n")
                        .suggestion())
                .contains("Did you mean exports?");
        assertThat(inGraph(DiagnosticCode.P_INVALID_PROPERTY, "X {\n installer bash;\n}\n")
                        .suggestion())
                .contains("Is a colon missing after installer?");
        assertThat(inGraph(DiagnosticCode.CO_INEXISTING_COMPONENT, "X {\n extends: server;\n}\n")
                        .suggestion())
                .contains("Did you mean Server?");
        assertThat(inGraph(DiagnosticCode.RM_UNRESOLVABLE_VARIABLE, "X {\n imports: Sevrer.port;\n}\n")
                        .suggestion())
                .contains("Did you mean Server.port?");
        assertThat(inGraph(DiagnosticCode.RM_UNRESOLVABLE_VARIABLE, "X {\n imports: Server.prot;\n}\n")
                        .suggestion())
                .contains("Did you mean Server.port?");
        assertThat(inGraph(DiagnosticCode.CO_UNREACHABLE_FILE, "import main.grph;\n")
                        .suggestion())
                .contains("Did you mean main.graph?");
        assertThat(inGraph(DiagnosticCode.CO_INEXISTING_CHILD, "X {\n children: Elephant;\n}\n")
                        .suggestion())
                .isEmpty();
    }

    @Test
    void a_component_where_a_facet_is_needed_is_explained() {
        assertThat(inGraph(DiagnosticCode.CO_INEXISTING_FACET, "X {\n facets: Server;\n}\n")
                        .suggestion())
                .contains("Server is a component.");
        assertThat(inGraph(DiagnosticCode.CO_INEXISTING_COMPONENT, "facet F {\n}\nX {\n extends: F;\n}\n")
                        .suggestion())
                .contains("F is a facet: list it under facets.");
        assertThat(inGraph(DiagnosticCode.PM_INVALID_NAME, "X {\n extends: VM, Server;\n}\n")
                        .suggestion())
                .contains("A component extends one component only; use facets for more.");
    }

    @Test
    void a_second_definition_leads_to_the_first() {
        Diagnostic found =
                find(DiagnosticCode.CO_ALREADY_DEFINED_COMPONENT, "A {\n installer: target;\n}\nA {\n}\n", "# none\n");

        assertThat(found.location().line()).isEqualTo(1);
        assertThat(found.related()).map(Location::line).contains(4);
        assertThat(inGraph(DiagnosticCode.PM_DUPLICATE_PROPERTY, "X {\n installer: a;\n installer: b;\n}\n")
                        .related())
                .contains(new Location("graph/main.graph", 10, 2, 9));
    }

    @Test
    void a_missing_bracket_leads_to_the_block_that_lacks_it() {
        Diagnostic found = inGraph(DiagnosticCode.P_C_C_BRACKET_MISSING, "X {\n installer: target;\n");

        assertThat(found.location()).isEqualTo(new Location("graph/main.graph", 11, 1, 0));
        assertThat(found.related()).contains(new Location("graph/main.graph", 9, 1, 1));
    }

    @Test
    void a_comment_within_quotes_is_explained() {
        Diagnostic found =
                inGraph(DiagnosticCode.P_PROPERTY_ENDS_WITH_SEMI_COLON, "X {\n exports: a = \"x # y\";\n}\n");

        assertThat(found.suggestion()).contains("A # begins a comment, even within quotes.");
    }

    @Test
    void cycles_are_shown() {
        assertThat(inGraph(
                                DiagnosticCode.RM_CYCLE_IN_COMPONENTS_INHERITANCE,
                                "A {\n extends: B;\n}\nB {\n extends: C;\n}\nC {\n extends: A;\n}\n")
                        .message())
                .isEqualTo("The component A extends itself: A > B > C > A.");
        assertThat(inGraph(
                                DiagnosticCode.RM_CYCLE_IN_COMPONENTS,
                                "facet inside {\n}\nA {\n installer: bash;\n children: inside;\n}\n"
                                        + "B {\n installer: bash;\n facets: inside;\n}\n"
                                        + "C {\n extends: B;\n children: A;\n}\n")
                        .message())
                .isEqualTo("The component A is a child of itself: A > C > A.");
    }

    @Test
    void components_that_wait_for_each_other_are_shown() {
        String graph = "A {\n installer: target;\n exports: a;\n imports: B.b;\n}\n"
                + "B {\n installer: target;\n exports: b;\n imports: F.f;\n}\n"
                + "facet F {\n exports: f;\n}\n"
                + "C {\n installer: target;\n facets: F;\n imports: A.a;\n}\n";

        Diagnostic found = find(DiagnosticCode.RM_CYCLE_IN_IMPORTS, graph, "# none\n");

        assertThat(found.message()).contains("needs another one first: A > B > C > A.");
        assertThat(found.isSevere()).isFalse();
    }

    @Test
    void a_chain_that_exports_the_cube_of_its_length_is_refused_before_anybody_computes_it() {
        StringBuilder graph = new StringBuilder("C0 {\n installer: target;\n}\n");
        for (int i = 1; i < 3000; i++) {
            graph.append("C" + i + " {\n extends: C" + (i - 1) + ";\n exports: v" + i + " = 1;\n}\n");
        }

        List<Diagnostic> found = of(graph.toString(), "instance of C2999 {\n name: c;\n}\n");

        assertThat(found.stream().filter(Diagnostic::isSevere))
                .extracting(Diagnostic::code)
                .containsExactly(DiagnosticCode.RM_TOO_MANY_VARIABLES);
    }

    @Test
    void a_misplaced_instance_is_told_where_it_may_be() {
        assertThat(inInstances(DiagnosticCode.RM_MISSING_INSTANCE_PARENT, "instance of Server {\n name: s;\n}\n")
                        .suggestion())
                .contains("Place it over an instance of VM.");
        assertThat(inInstances(
                                DiagnosticCode.RM_INVALID_INSTANCE_PARENT,
                                "instance of VM {\n name: a;\n instance of VM {\n  name: b;\n }\n}\n")
                        .suggestion())
                .contains("Instances of VM are roots.");
    }

    @Test
    void an_override_of_nothing_is_told_what_exists() {
        Diagnostic found = inInstances(
                DiagnosticCode.RM_MAGIC_INSTANCE_VARIABLE,
                "instance of VM {\n name: vm;\n instance of Server {\n  name: s;\n  prot: 80;\n }\n}\n");

        assertThat(found.location()).isEqualTo(new Location("instances/main.instances", 5, 3, 4));
        assertThat(found.suggestion()).contains("Did you mean port?");
    }

    @Test
    void a_mistaken_keyword_is_recognised() {
        assertThat(inInstances(
                                DiagnosticCode.PM_INVALID_INSTANCE_ELEMENT,
                                "instance of VM {\n name: vm;\n instance Server {\n }\n}\n")
                        .suggestion())
                .contains("Did you mean 'instance of'?");
    }

    @Test
    void counts_that_multiply_beyond_reason_are_refused() {
        String nested =
                "instance of VM {\n name: a;\n count: 2000;\n instance of Server {\n  name: b;\n  count: 2000;\n }\n}\n";

        Diagnostic found = inInstances(DiagnosticCode.PM_INVALID_INSTANCE_COUNT, nested);

        assertThat(found.location().line()).isEqualTo(3);
        assertThat(found.message()).contains("more than 1000000 instances");
    }

    @Test
    void long_and_unprintable_texts_are_made_readable() {
        Diagnostic found =
                Diagnostic.of(DiagnosticCode.P_UNRECOGNIZED_BLOCK, Location.project(), "\u001b[31m" + "x".repeat(5000));

        assertThat(found.message())
                .hasSizeLessThan(250)
                .doesNotContain("\u001b")
                .contains("...");
    }

    @Test
    void every_code_has_a_message_that_can_be_filled_in() {
        for (DiagnosticCode code : DiagnosticCode.values()) {
            long things = code.template().chars().filter(c -> c == '%').count();
            Object[] names = new Object[(int) things];
            Arrays.fill(names, "THING");
            String message = Diagnostic.of(code, Location.project(), names).message();

            assertThat(message).as(code.name()).doesNotContain("%");
            assertThat(message.split("THING", -1)).as(code.name()).hasSize(names.length + 1);
            assertThat(message).as(code.name()).matches("(?s).*[.:?]|.*THING");
        }
        // 187 of Roboconf 0.9, and thirteen of ours.
        assertThat(DiagnosticCode.values()).hasSize(200);
    }
}
