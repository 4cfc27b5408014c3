package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.dsl.syntax.ParsedFile;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    static Stream<Example> graphs() throws IOException {
        return Example.allIn("graphs", ".graph");
    }

    static Stream<Example> instances() throws IOException {
        return Example.allIn("instances", ".instances");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void a_graph_has_the_findings_that_it_announces(Example example) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/" + example.name(), example.text());
        if (example.text().contains("more/valid.graph")) {
            files.put("graph/more/valid.graph", Example.text("graphs/more/valid.graph"));
        }

        LoadedProject project = new ProjectLoader().load(Example.project(files, example.name(), ""));

        check(example, project);
    }

    @ParameterizedTest
    @MethodSource("instances")
    void a_file_of_instances_has_the_findings_that_it_announces(Example example) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/common.graph", Example.text("instances/common.graph"));
        files.put("instances/" + example.name(), example.text());

        LoadedProject project = new ProjectLoader().load(Example.project(files, "common.graph", example.name()));

        check(example, project);
    }

    private static void check(Example example, LoadedProject project) {
        assertThat(Example.found(project.diagnostics()))
                .as(project.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")))
                .isEqualTo(example.expected());
        assertThat(project.template().isPresent()).isEqualTo(project.errors().isEmpty());
        assertThat(project.diagnostics())
                .allSatisfy(d -> assertThat(d.message()).doesNotContain("%s"));
    }

    @ParameterizedTest
    @MethodSource({"graphs", "instances"})
    void a_tree_keeps_every_character_and_every_line(Example example) {
        ParsedFile parsed = SyntaxParser.parse(example.name(), example.text());

        assertThat(parsed.tree().source().text()).isEqualTo(example.text());
        if (parsed.diagnostics().isEmpty()) {
            assertThat(SyntaxLines.of(parsed.tree()))
                    .containsExactlyElementsOf(SyntaxLines.all(parsed.tree().source()));
        }
    }
}
