package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody writes in good faith has an error with a code, takes little memory, and lets nothing else be read. */
class HostileInputTest {

    private static final String VM = "VM {\n installer: target;\n}\n";

    private static List<String> found(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(d -> d.location() + " " + d.code()).toList();
    }

    private static MemoryFiles project(String graph, String instances) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/main.graph", graph);
        files.put("graph/VM/", "");
        files.put("instances/main.instances", instances);
        return Example.project(files, "main.graph", "main.instances");
    }

    private static Path onDisk(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("descriptor"));
        Files.createDirectories(folder.resolve("graph/VM"));
        Files.writeString(
                folder.resolve("descriptor/application.properties"),
                "name = a\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n");
        return folder;
    }

    @Test
    void a_file_of_a_gigabyte_is_not_read(@TempDir Path folder) throws IOException {
        Path file = onDisk(folder).resolve("graph/main.graph");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        assertThat(found(Validation.application(new FolderFiles(folder))))
                .containsExactly("graph/main.graph P_IO_ERROR");
        assertThat(Validation.file(file)).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(DiagnosticCode.P_IO_ERROR);
            assertThat(found.message()).contains("larger than 32 MiB");
        });
    }

    @Test
    void a_descriptor_that_nobody_wrote_is_not_read() {
        Map<String, String> files = Map.of(
                "descriptor/application.properties",
                "a = b\n".repeat(200_000),
                "graph/main.graph",
                VM,
                "graph/VM/",
                "");

        assertThat(found(Validation.application(new MemoryFiles(files))))
                .containsExactly("descriptor/application.properties PROJ_READ_DESC_FILE");
    }

    @Test
    void more_lines_than_memory_is_good_for_are_not_read() {
        byte[] lines = "\n".repeat(4_000_001).getBytes(StandardCharsets.UTF_8);

        assertThat(Validation.file("a.graph", lines)).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(DiagnosticCode.P_IO_ERROR);
            assertThat(found.message()).contains("more than 4000000 lines");
        });
    }

    @Test
    void findings_beyond_any_reader_are_left_out() {
        String text = "x\n".repeat(150_000);

        assertThat(SyntaxParser.parse("a.graph", text).diagnostics()).hasSize(100_000);
        assertThat(Validation.file("a.graph", text.getBytes(StandardCharsets.UTF_8)))
                .hasSize(100_000);
        LoadedProject project = new ProjectLoader().load(project(text, text));
        assertThat(project.diagnostics()).hasSize(100_000);
        assertThat(project.template()).isEmpty();
    }

    @Test
    void a_hundred_thousand_nested_instances_are_judged_one_by_one() {
        int depth = 100_000;
        String nested = "instance of VM {\n name: a;\n".repeat(depth) + "}\n".repeat(depth);

        List<Diagnostic> found = Validation.application(project(VM, nested));

        assertThat(found).hasSize(depth - 1).allSatisfy(d -> assertThat(d.code())
                .isEqualTo(DiagnosticCode.RM_INVALID_INSTANCE_PARENT));
        assertThat(Validation.file("a.instances", nested.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(found(Validation.file(
                        "a.instances", "instance of VM {\n".repeat(depth).getBytes(StandardCharsets.UTF_8))))
                .contains("a.instances:" + (depth + 1) + ":1 P_C_C_BRACKET_MISSING");
    }

    @Test
    void files_that_import_each_other_are_read_once() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/main.graph", "import a.graph;\nimport main.graph;\n" + VM);
        files.put("graph/a.graph", "import main.graph;\nimport b.graph;\n");
        files.put("graph/b.graph", "import ./a.graph;\nwhat\n");
        files.put("graph/VM/", "");

        assertThat(found(Validation.application(Example.project(files, "main.graph", ""))))
                .containsExactly("graph/b.graph:2:1 P_UNRECOGNIZED_BLOCK");
    }

    @Test
    void bytes_that_are_not_utf_8_are_one_error_without_echo(@TempDir Path folder) throws IOException {
        Files.writeString(
                onDisk(folder).resolve("graph/main.graph"),
                "import b.graph;\nVM {\n installer: target;\n" + " children: Defined;\n facets: there;\n}\n");
        Files.write(folder.resolve("graph/b.graph"), "Defined {\n # \u00e9\n}\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Validation.application(new FolderFiles(folder)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.location()).isEqualTo(new Location("graph/b.graph", 2, 4, 1));
                    assertThat(found.message()).contains("0xe9 is not UTF-8");
                });
    }

    @Test
    void nothing_outside_is_read_whatever_an_import_says(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("secret.graph"), "Secret {\n}\n");
        Path project = onDisk(Files.createDirectory(folder.resolve("project")));
        Files.createSymbolicLink(project.resolve("graph/link.graph"), folder.resolve("secret.graph"));
        Files.createSymbolicLink(project.resolve("graph/up"), folder);
        Files.writeString(
                project.resolve("graph/main.graph"),
                "import ../../secret.graph;\nimport " + folder + "/secret.graph;\nimport link.graph;\n"
                        + "import up/secret.graph;\nimport x/../../../secret.graph;\n" + VM);

        assertThat(found(Validation.application(new FolderFiles(project))))
                .containsExactly(
                        "graph/main.graph:1:8 CO_UNREACHABLE_FILE",
                        "graph/main.graph:2:8 CO_UNREACHABLE_FILE",
                        "graph/main.graph:3:8 CO_UNREACHABLE_FILE",
                        "graph/main.graph:4:8 CO_UNREACHABLE_FILE",
                        "graph/main.graph:5:8 CO_UNREACHABLE_FILE");
    }

    @Test
    void a_file_that_becomes_a_link_while_it_is_read_is_not_followed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("secret.graph"), "Secret {\n}\n");
        Path project = onDisk(Files.createDirectory(folder.resolve("project")));
        Files.createSymbolicLink(project.resolve("graph/main.graph"), folder.resolve("secret.graph"));
        Files.createSymbolicLink(project.resolve("graph/up"), folder);
        FolderFiles files = new FolderFiles(project);

        for (String path : List.of("graph/main.graph", "graph/up/secret.graph")) {
            assertThatThrownBy(() -> files.read(path)).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_folder_itself_may_be_reached_through_a_link(@TempDir Path folder) throws IOException {
        Path project = onDisk(Files.createDirectory(folder.resolve("project")));
        Files.writeString(project.resolve("graph/main.graph"), VM);
        Path link = Files.createSymbolicLink(folder.resolve("link"), project);

        assertThat(Validation.application(new FolderFiles(link))).isEmpty();
    }
}
