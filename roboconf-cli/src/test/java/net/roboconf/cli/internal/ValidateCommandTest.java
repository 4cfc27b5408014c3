package net.roboconf.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    @TempDir
    private Path folder;

    private static JsonNode diagnostics(Run run) throws IOException {
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("diagnostics");
        return json.get("diagnostics");
    }

    private static List<String> codes(JsonNode diagnostics) {
        return StreamSupport.stream(diagnostics.spliterator(), false)
                .map(d -> d.get("code").textValue())
                .toList();
    }

    @Test
    void a_valid_application_is_told_in_one_line() throws IOException {
        Run run = Run.of("validate", new SmallApplication().in(folder));

        assertThat(run.exitCode()).isZero();
        assertThat(run.outIn(folder)).isEqualTo("FOLDER is valid.\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void an_error_is_shown_with_its_line_and_ends_with_1() throws IOException {
        String graph = SmallApplication.GRAPH.replace("children: Server", "children: Sevrer");
        Run run = Run.of(
                "validate",
                new SmallApplication().with("graph/main.graph", graph).in(folder));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.outIn(folder))
                .startsWith(
                        """
                        FOLDER/graph/main.graph:3:12: error CO_INEXISTING_CHILD: Sevrer, a child of VM, does not exist.
                           3 |     children: Sevrer;
                             |               ^^^^^^
                             = Did you mean Server?
                        """)
                .endsWith("\nFOLDER is not valid: 1 error.\n");
    }

    @Test
    void warnings_alone_end_with_0() throws IOException {
        Run run = Run.of(
                "validate",
                new SmallApplication().without("graph/Server/scripts/start.sh").in(folder));

        assertThat(run.exitCode()).isZero();
        assertThat(run.outIn(folder))
                .contains("main.graph:6:1: warning PROJ_NO_RESOURCE_DIRECTORY: ")
                .endsWith("\nFOLDER is valid, with 1 warning.\n");
    }

    @Test
    void json_is_all_that_is_printed() throws IOException {
        String graph = SmallApplication.GRAPH.replace("children: Server", "children: Sevrer");
        Run run = Run.of(
                "validate",
                "--json",
                new SmallApplication().with("graph/main.graph", graph).in(folder));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(diagnostics(run))
                .containsExactly(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"code": "CO_INEXISTING_CHILD", "severity": "error", "file": "graph/main.graph",
                                         "line": 3, "column": 12, "length": 6,
                                         "message": "Sevrer, a child of VM, does not exist.",
                                         "suggestion": "Did you mean Server?"}"""));
    }

    @Test
    void json_of_what_is_valid_is_an_empty_list() throws IOException {
        assertThat(diagnostics(Run.of("validate", "--json", new SmallApplication().in(folder))))
                .isEmpty();
    }

    @Test
    void what_concerns_the_whole_application_has_no_place_in_json() throws IOException {
        Run run = Run.of(
                "validate",
                "--json",
                new SmallApplication()
                        .without("descriptor/application.properties")
                        .in(folder));

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode first = diagnostics(run).get(0);
        assertThat(first.get("code").textValue()).isEqualTo("PROJ_NO_DESC_DIR");
        assertThat(first.get("file").textValue()).isEmpty();
        assertThat(first.get("line").intValue()).isZero();
        assertThat(first.get("column").intValue()).isZero();
    }

    @Test
    void a_zip_is_validated_like_the_folder_it_was_made_of() throws IOException {
        String graph = SmallApplication.GRAPH.replace("children: Server", "children: Sevrer");
        SmallApplication application = new SmallApplication().with("graph/main.graph", graph);
        Path zip = application.zipped(folder.resolve("shop.zip"));
        Path unpacked = application.in(folder.resolve("shop"));

        Run run = Run.of("validate", "--json", zip);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(Run.of("validate", "--json", unpacked).out());
        assertThat(Run.of("validate", zip).out()).startsWith("graph/main.graph:3:12: error");
    }

    @Test
    void a_zip_that_is_none_is_an_error_not_a_wrong_call() throws IOException {
        Path zip = Files.writeString(folder.resolve("shop.zip"), "no archive");

        Run run = Run.of("validate", "--json", zip);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(codes(diagnostics(run))).containsExactly("PROJ_EXTRACT_ZIP");
    }

    @Test
    void a_folder_without_descriptor_and_instances_is_a_recipe() throws IOException {
        // In an application, a root that is no machine would be an error.
        Run run = Run.of(
                "validate",
                new SmallApplication()
                        .without("descriptor/application.properties")
                        .without("instances/main.instances")
                        .without("graph/VM/target.properties")
                        .with("graph/main.graph", "Server {\n\tinstaller: bash;\n}\n")
                        .with("readme.md", "A server")
                        .in(folder));

        assertThat(run.out() + run.err()).doesNotContain("error");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_file_by_itself_is_named_by_its_last_name_in_json() throws IOException {
        Path file = Files.writeString(folder.resolve("a.graph"), "VM {\n  installer: target\n}\n");

        Run run = Run.of("validate", "--json", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(codes(diagnostics(run))).containsExactly("P_PROPERTY_ENDS_WITH_SEMI_COLON");
        assertThat(diagnostics(run).get(0).get("file").textValue()).isEqualTo("a.graph");
        assertThat(Run.of("validate", file).outIn(folder)).startsWith("FOLDER/a.graph:2:");
    }

    @Test
    void each_kind_of_file_can_be_validated() throws IOException {
        for (String name : List.of("a.graph", "a.instances", "a.commands", "a.drl")) {
            Path file = Files.writeString(folder.resolve(name), "# nothing yet\n");

            assertThat(Run.of("validate", file).exitCode()).as(name).isLessThan(2);
        }
    }

    @Test
    void a_folder_may_be_reached_through_a_link() throws IOException {
        new SmallApplication().in(folder.resolve("shop"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("shop"));

        assertThat(Run.of("validate", link).exitCode()).isZero();
    }

    @Test
    void a_file_of_another_kind_is_a_wrong_call() throws IOException {
        Path file = Files.writeString(folder.resolve("readme.md"), "Hello");

        Run run = Run.of("validate", file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errIn(folder))
                .startsWith("roboconf validate: FOLDER/readme.md is not something that Roboconf reads.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_path_that_does_not_exist_is_a_wrong_call() {
        Run run = Run.of("validate", "--json", folder.resolve("nowhere"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errIn(folder)).isEqualTo("roboconf validate: There is no file or folder FOLDER/nowhere.\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void bytes_that_are_not_utf_8_are_an_error() throws IOException {
        Path file = Files.write(folder.resolve("a.graph"), "# é\nVM {\n}\n".getBytes(StandardCharsets.ISO_8859_1));

        Run run = Run.of("validate", "--json", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(codes(diagnostics(run))).containsExactly("P_IO_ERROR");
    }
}
