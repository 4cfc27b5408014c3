package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLoaderTest {

    private static final String DESCRIPTOR = "descriptor/application.properties";
    private static final String VM = "VM {\n installer: target;\n}\n";

    private final Map<String, String> files = new LinkedHashMap<>();

    private void valid() {
        files.put(DESCRIPTOR, "name = a\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n");
        files.put("graph/main.graph", VM);
        files.put("graph/VM/", "");
    }

    private List<String> load() {
        return found(new ProjectLoader().load(new MemoryFiles(files)));
    }

    private static List<String> found(LoadedProject project) {
        assertThat(project.template().isPresent()).isEqualTo(project.errors().isEmpty());
        return project.diagnostics().stream()
                .map(d -> d.location() + " " + d.code())
                .toList();
    }

    @Test
    void the_smallest_project_has_a_descriptor_and_a_graph() {
        valid();

        assertThat(load()).isEmpty();
    }

    @Test
    void an_empty_project_lacks_its_folders() {
        assertThat(load()).containsExactly(" PROJ_NO_DESC_DIR", " PROJ_NO_GRAPH_DIR");
    }

    @Test
    void a_project_without_descriptor_still_has_its_graph_checked() {
        files.put("descriptor/icon.png", "");
        files.put("graph/main.graph", "VM {\n installer: target\n}\n");

        assertThat(load())
                .contains("descriptor PROJ_NO_DESC_FILE", "graph/main.graph:2:19 P_PROPERTY_ENDS_WITH_SEMI_COLON");
    }

    @Test
    void an_empty_descriptor_lacks_everything() {
        valid();
        files.put(DESCRIPTOR, "# nothing\n");

        assertThat(load())
                .containsExactlyInAnyOrder(
                        DESCRIPTOR + " RM_MISSING_APPLICATION_NAME",
                        DESCRIPTOR + " RM_MISSING_APPLICATION_VERSION",
                        DESCRIPTOR + " RM_MISSING_APPLICATION_DSL_ID",
                        DESCRIPTOR + " RM_MISSING_APPLICATION_GEP");
    }

    @Test
    void the_language_need_not_be_named() {
        valid();
        files.put(DESCRIPTOR, "name = a\nversion = 1.0\ngraph-entry-point = main.graph\n");

        assertThat(load()).containsExactly(DESCRIPTOR + " RM_MISSING_APPLICATION_DSL_ID");
    }

    @Test
    void values_of_the_descriptor_are_checked_where_they_stand() {
        valid();
        files.put(
                DESCRIPTOR,
                "name = 1st\nversion = snapshot\ndsl-id = x\ngraph-entry-point = nothing.graph\n"
                        + "instance-entry-point = nothing.instances\nexports-prefix = a b\n"
                        + "exports = VM.x as x, VM.y, VM.z as x\n");

        assertThat(load())
                .containsExactlyInAnyOrder(
                        DESCRIPTOR + ":1:1 RM_INVALID_APPLICATION_NAME",
                        DESCRIPTOR + ":2:1 RM_INVALID_APPLICATION_VERSION",
                        DESCRIPTOR + ":4:1 PROJ_MISSING_GRAPH_EP",
                        DESCRIPTOR + ":5:1 PROJ_MISSING_INSTANCE_EP",
                        DESCRIPTOR + ":6:1 RM_INVALID_APPLICATION_EXPORT_PREFIX",
                        DESCRIPTOR + ":7:1 PROJ_INVALID_EXTERNAL_EXPORTS",
                        DESCRIPTOR + ":7:1 RM_ALREADY_DEFINED_EXTERNAL_EXPORT");
    }

    @Test
    void versions_have_a_major_and_a_minor_number() {
        valid();
        List<String> valid = List.of("1.0", "0.1.2", "1.0-SNAPSHOT", "10.20.30.final", "1.0.x");
        List<String> invalid = List.of("1", "a.b", "1.", "1.0 beta", "1.0_1");

        for (String version : valid) {
            files.put(DESCRIPTOR, files.get(DESCRIPTOR).replaceAll("version = .*", "version = " + version));
            assertThat(load()).as(version).isEmpty();
        }
        for (String version : invalid) {
            files.put(DESCRIPTOR, files.get(DESCRIPTOR).replaceAll("version = .*", "version = " + version));
            assertThat(load()).as(version).containsExactly(DESCRIPTOR + ":2:1 RM_INVALID_APPLICATION_VERSION");
        }
    }

    @Test
    void external_exports_need_a_prefix_and_a_variable_that_is_exported() {
        valid();
        files.put(DESCRIPTOR, files.get(DESCRIPTOR) + "exports = VM.x as x\n");

        assertThat(load())
                .containsExactly(
                        DESCRIPTOR + " RM_MISSING_APPLICATION_EXPORT_PREFIX",
                        DESCRIPTOR + ":5:1 RM_INVALID_EXTERNAL_EXPORT");
    }

    @Test
    void a_malformed_escape_in_the_descriptor_is_reported() {
        valid();
        files.put(DESCRIPTOR, "name = \\u12");

        assertThat(load()).containsExactly(DESCRIPTOR + " PROJ_READ_DESC_FILE");
    }

    @Test
    void files_in_the_wrong_place_are_reported() {
        valid();
        files.put("main.graph", VM);
        files.put("graph/x.instances", "");
        files.put("instances/y.graph", "");
        files.put("graph/unused.graph", "");
        files.put("instances/unused.instances", "");
        files.put("commands/a.commands", "execute b\n");
        files.put("commands/sub/b.commands", "");
        files.put("commands/b.txt", "");
        files.put("rules.autonomic/a.drl", "rule \"a\" when x then a end");
        files.put("rules.autonomic/sub/b.rule", "");

        assertThat(load())
                .containsExactlyInAnyOrder(
                        "main.graph PROJ_INVALID_FILE_LOCATION",
                        "graph/x.instances PROJ_INVALID_FILE_LOCATION",
                        "instances/y.graph PROJ_INVALID_FILE_LOCATION",
                        "graph/unused.graph PROJ_UNREACHABLE_FILE",
                        "instances/unused.instances PROJ_UNREACHABLE_FILE",
                        "commands/a.commands:1:9 CMD_INEXISTING_COMMAND",
                        "commands/sub/b.commands CMD_NO_INSTRUCTION",
                        "commands/b.txt PROJ_INVALID_COMMAND_EXT",
                        "rules.autonomic/sub/b.rule PROJ_INVALID_RULE_EXT");
    }

    @Test
    void instances_without_a_graph_are_not_checked() {
        valid();
        files.put(DESCRIPTOR, files.get(DESCRIPTOR) + "instance-entry-point = m.instances\n");
        files.put("graph/main.graph", "facet F {\n}\n");
        files.put("instances/m.instances", "instance of VM {\n name: vm;\n}\n");

        assertThat(load())
                .contains(" RM_NO_ROOT_COMPONENT", "instances/m.instances CO_GRAPH_COULD_NOT_BE_BUILT")
                .doesNotContain("instances/m.instances:1:13 CO_INEXISTING_COMPONENT");
    }

    @Test
    void names_that_may_stand_in_a_missing_file_are_not_reported_as_unknown() {
        valid();
        files.put(
                "graph/main.graph",
                "import typo.graph;\nVM {\n installer: target;\n children: Elsewhere;\n imports: Elsewhere.x;\n}\n");

        assertThat(load()).containsExactly("graph/main.graph:1:8 CO_UNREACHABLE_FILE");
    }

    @Test
    void imports_that_go_in_circles_are_read_once() {
        valid();
        files.put("graph/main.graph", "import a/b.graph;\n" + VM);
        files.put("graph/a/b.graph", "import main.graph;\nimport ./a/b.graph;\nimport a/../main.graph;\n");
        List<String> read = new ArrayList<>();
        MemoryFiles memory = new MemoryFiles(files);

        LoadedProject project = new ProjectLoader().load(new ProjectFiles() {
            @Override
            public Listing list() {
                return memory.list();
            }

            @Override
            public byte[] read(String path) throws IOException {
                read.add(path);
                return memory.read(path);
            }
        });

        assertThat(found(project)).isEmpty();
        assertThat(read).containsExactly(DESCRIPTOR, "graph/main.graph", "graph/a/b.graph");
    }

    @Test
    void files_that_cannot_be_read_are_findings() {
        valid();
        MemoryFiles memory = new MemoryFiles(files);

        LoadedProject unreadable = new ProjectLoader().load(new ProjectFiles() {
            @Override
            public Listing list() {
                return memory.list();
            }

            @Override
            public byte[] read(String path) throws IOException {
                throw new IOException("disk on fire");
            }
        });
        LoadedProject unlistable = new ProjectLoader().load(new FolderFiles(Path.of("no-such-folder")));

        assertThat(found(unreadable)).contains(DESCRIPTOR + " PROJ_READ_DESC_FILE", "graph/main.graph P_IO_ERROR");
        assertThat(found(unlistable)).containsExactly(" P_IO_ERROR");
    }

    @Test
    void descriptors_of_old_are_in_latin_1(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("descriptor"));
        Files.createDirectories(folder.resolve("graph/VM"));
        Files.createDirectories(folder.resolve(".git/graph"));
        Files.writeString(folder.resolve(".git/graph/x.graph"), "");
        Files.writeString(folder.resolve("graph/main.graph"), VM.replace("\n", "\r\n"));
        byte[] latin = "name = \u00e9t\u00e9\nversion = 1.0\ndsl-id = x\ngraph-entry-point = main.graph\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve(DESCRIPTOR), latin);

        LoadedProject project = new ProjectLoader().load(new FolderFiles(folder));

        assertThat(found(project)).isEmpty();
        assertThat(project.template().orElseThrow().name()).isEqualTo("ete");
        assertThat(project.template().orElseThrow().displayName()).isEqualTo("\u00e9t\u00e9");
    }

    @Test
    void links_that_lead_out_of_a_folder_are_not_followed(@TempDir Path folder) throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.graph"), "Secret {\n}\n");
        Path project = Files.createDirectories(folder.resolve("project/graph")).getParent();
        Files.createSymbolicLink(project.resolve("graph/link.graph"), outside.resolve("secret.graph"));
        Files.createSymbolicLink(project.resolve("graph/folder"), outside);

        assertThat(new FolderFiles(project).list().files()).isEmpty();
    }

    @Test
    void all_errors_of_a_project_come_at_once() {
        valid();
        files.put(DESCRIPTOR, files.get(DESCRIPTOR).replace("1.0\n", "one\n") + "instance-entry-point = m.instances\n");
        files.put(
                "graph/main.graph",
                "import b.graph;\nVM {\n installer: target\n children: App;\n}\nApp {\n installer: bash;\n"
                        + " imports: Db.prot;\n}\n");
        files.put("graph/b.graph", "Db {\n exports: port = 1;\n install: x;\n}\nLost {\n installer: bash;\n}\n");
        files.put("instances/m.instances", "instance of VM {\n instance of Ap {\n  name: a;\n }\n}\n");

        assertThat(load())
                .contains(
                        DESCRIPTOR + ":2:1 RM_INVALID_APPLICATION_VERSION",
                        "graph/main.graph:3:19 P_PROPERTY_ENDS_WITH_SEMI_COLON",
                        "graph/b.graph:3:2 P_INVALID_PROPERTY",
                        "instances/m.instances:1:13 PM_MISSING_INSTANCE_NAME",
                        "instances/m.instances:2:14 CO_INEXISTING_COMPONENT")
                // Db is damaged, so that nobody can say what it exports, nor whether Lost was to be its child.
                .doesNotContain(
                        "graph/main.graph:8:11 RM_UNRESOLVABLE_VARIABLE",
                        "graph/b.graph:1:1 RM_EMPTY_COMPONENT_INSTALLER",
                        "graph/b.graph:5:1 RM_ROOT_INSTALLER_MUST_BE_TARGET");
    }
}
