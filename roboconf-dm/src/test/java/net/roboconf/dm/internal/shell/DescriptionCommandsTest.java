package net.roboconf.dm.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DescriptionCommandsTest {

    private static final String VALID =
            "VM {\n\tinstaller: target;\n\tchildren: Server;\n}\n\nServer {\n\tinstaller: bash;\n}\n";

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @AfterEach
    void end() {
        shell.close();
    }

    private Path graph(String text) throws IOException {
        return Files.writeString(folder.resolve("main.graph"), text);
    }

    @Test
    void a_valid_file_is_told_in_one_line() throws Exception {
        Path file = graph(VALID);

        assertThat(shell.run("roboconf:validate " + file)).isEqualToNormalizingNewlines(file + " is valid.\n");
    }

    @Test
    void errors_are_shown_with_their_lines_and_the_command_fails() throws Exception {
        Path file = graph(VALID.replace("children: Server", "children: Sevrer"));

        assertThat(shell.refused("roboconf:validate " + file)).isEqualTo(file + " is not valid: 1 error.");
        assertThat(shell.written())
                .contains(
                        "main.graph:3:12: error CO_INEXISTING_CHILD", "    children: Sevrer;", "Did you mean Server?");
    }

    @Test
    void json_is_the_same_as_that_of_the_command_line() throws Exception {
        Path file = graph(VALID.replace("children: Server", "children: Sevrer"));

        JsonNode json = new ObjectMapper().readTree(shell.run("roboconf:validate --json " + file));
        assertThat(json.get("diagnostics")).hasSize(1);
        assertThat(json.get("diagnostics").get(0).get("file").textValue()).isEqualTo("main.graph");
    }

    @Test
    void fmt_formats_and_check_only_looks() throws Exception {
        Path file = graph(VALID.replace("\t", "  "));

        assertThat(shell.refused("roboconf:fmt --check " + folder))
                .isEqualTo("1 file: 1 not in canonical style, 0 in canonical style already.");
        assertThat(file).content().isNotEqualTo(VALID);
        assertThat(shell.run("roboconf:fmt " + folder)).contains("formatted: " + file);
        assertThat(file).content().isEqualTo(VALID);
    }

    @Test
    void a_graph_is_drawn_in_each_format() throws Exception {
        Path file = graph(VALID);

        assertThat(shell.run("roboconf:graph " + file)).startsWith("<svg ");
        assertThat(shell.run("roboconf:graph --format mermaid " + file)).contains("VM --> Server");
        assertThat(shell.run("roboconf:graph --format DOT " + file)).startsWith("digraph ");
        assertThat(shell.refused("roboconf:graph --format png " + file)).contains("dot, mermaid, svg, json");
    }

    @Test
    void a_path_that_does_not_exist_is_refused() throws Exception {
        assertThat(shell.refused("roboconf:validate " + folder + "/nowhere")).contains("There is no file or folder");
    }
}
