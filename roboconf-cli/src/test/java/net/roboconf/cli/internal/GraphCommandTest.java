package net.roboconf.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {

    @TempDir
    private Path folder;

    @Test
    void mermaid() throws IOException {
        Run run = Run.of("graph", new SmallApplication().in(folder), "--format", "mermaid");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        """
                        ---
                        title: "Shop 1.0"
                        ---
                        flowchart TD
                          VM[["VM<br/>machine"]]
                          Server["Server<br/>bash"]
                          VM --> Server
                          Server -.->|"may import ip"| Server
                        """);
    }

    @Test
    void dot() throws IOException {
        Run run = Run.of("graph", new SmallApplication().in(folder), "--format=dot");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("digraph \"Shop 1.0\" {").contains("  \"VM\" -> \"Server\" [");
    }

    @Test
    void json() throws IOException {
        Run run = Run.of("graph", "--format", "JSON", new SmallApplication().in(folder));

        assertThat(run.exitCode()).isZero();
        assertThat(new ObjectMapper().readTree(run.out()).get("title").textValue())
                .isEqualTo("Shop 1.0");
    }

    @Test
    void svg_is_what_comes_unless_another_format_is_asked_for() throws IOException {
        Run run = Run.of("graph", new SmallApplication().in(folder));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(run.out())
                .isEqualTo(Run.of("graph", folder, "--format", "svg").out());
    }

    @Test
    void of_a_graph_with_errors_what_can_be_understood_is_drawn_and_the_errors_told() throws IOException {
        String graph = SmallApplication.GRAPH.replace("children: Server", "children: Server, Sevrer");
        Run run = Run.of(
                "graph",
                "--format",
                "mermaid",
                new SmallApplication().with("graph/main.graph", graph).in(folder));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("  VM --> Server\n").doesNotContain("Sevrer");
        assertThat(run.err()).contains("CO_INEXISTING_CHILD").endsWith("The picture shows what could be understood.\n");
    }

    @Test
    void where_nothing_can_be_drawn_nothing_is_written() {
        Run run = Run.of("graph", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("PROJ_NO_GRAPH_DIR").endsWith("There is nothing to draw.\n");
    }

    @Test
    void a_graph_file_by_itself_can_be_drawn() throws IOException {
        Path file = Files.writeString(folder.resolve("main.graph"), SmallApplication.GRAPH);

        Run run = Run.of("graph", file, "--format", "mermaid");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("---\ntitle: \"main.graph\"").contains("  VM --> Server\n");
    }

    @Test
    void a_recipe_can_be_drawn() throws IOException {
        Run run = Run.of(
                "graph",
                "--format",
                "mermaid",
                new SmallApplication()
                        .without("descriptor/application.properties")
                        .without("instances/main.instances")
                        .in(folder.resolve("servers")));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("---\ntitle: \"servers\"").contains("  VM --> Server\n");
    }

    @Test
    void files_without_a_graph_and_unknown_formats_are_wrong_calls() throws IOException {
        Path file = Files.writeString(folder.resolve("main.instances"), "");

        assertThat(Run.of("graph", file).exitCode()).isEqualTo(2);
        assertThat(Run.of("graph", folder, "--format", "png"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("it is one of dot, mermaid, svg, json."));
    }
}
