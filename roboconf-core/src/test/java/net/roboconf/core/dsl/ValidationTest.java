package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged of an application, of a recipe, and of a single file. */
class ValidationTest {

    private static final String RECIPE = "Tomcat {\n installer: bash;\n exports: port = 1;\n}\n";

    private static List<String> found(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(d -> d.location() + " " + d.code()).toList();
    }

    private static List<String> file(String name, String text) {
        return found(Validation.file(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MemoryFiles files(String... pathsAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return new MemoryFiles(files);
    }

    @Test
    void a_recipe_has_a_graph_but_neither_descriptor_nor_instances() {
        assertThat(Validation.isApplication(files("graph/a.graph", ""))).isFalse();
        assertThat(Validation.isApplication(files("graph/a.graph", "", "descriptor/", "")))
                .isTrue();
        assertThat(Validation.isApplication(files("graph/a.graph", "", "instances/", "")))
                .isTrue();
        assertThat(Validation.isApplication(files("readme", ""))).isTrue();
        assertThat(Validation.isApplication(new FolderFiles(Path.of("no-such-folder"))))
                .isTrue();
    }

    @Test
    void a_recipe_needs_no_machine_below_it_and_no_user_of_its_facets() {
        MemoryFiles recipe = files(
                "graph/tomcat.graph",
                RECIPE + "facet Java {\n exports: home = x;\n children: War;\n}\nfacet Lonely {\n}\n"
                        + "War {\n installer: bash;\n imports: Java.home;\n}\n",
                "graph/Tomcat/scripts/start.sh",
                "",
                "graph/War/scripts/start.sh",
                "");

        assertThat(found(Validation.recipe(recipe))).isEmpty();
    }

    @Test
    void a_recipe_is_read_from_its_first_graph() {
        MemoryFiles recipe = files(
                "graph/Tomcat/inner.graph", "", "graph/b.graph", RECIPE, "graph/c.graph", "", "graph/Tomcat/x", "");

        assertThat(found(Validation.recipe(recipe)))
                .containsExactly(
                        "graph/Tomcat/inner.graph PROJ_UNREACHABLE_FILE", "graph/c.graph PROJ_UNREACHABLE_FILE");
    }

    @Test
    void the_mistakes_of_a_recipe_are_found() {
        MemoryFiles recipe = files("graph/a.graph", "A {\n children: B;\n}\n", "instances/a.instances", "");

        assertThat(found(Validation.recipe(recipe)))
                .contains("graph/a.graph:2:12 CO_INEXISTING_CHILD", "instances/a.instances REC_AVOID_INSTANCES");
        assertThat(found(Validation.recipe(files("readme", "")))).containsExactly(" PROJ_NO_GRAPH_DIR");
    }

    @Test
    void a_graph_alone_is_judged_by_what_it_says_itself() {
        assertThat(file("a.graph", RECIPE)).isEmpty();
        assertThat(file("a.graph", "Tomcat {\n installer: bash;\n imports: Db.ip, Tomcat.prot (optional);\n}\n"))
                .containsExactly("a.graph:3:18 RM_UNRESOLVABLE_VARIABLE");
        assertThat(file("a.graph", "A {\n children: B;\n}\nA {\n children: A\n}\n"))
                .containsExactly(
                        "a.graph:1:1 CO_ALREADY_DEFINED_COMPONENT",
                        "a.graph:2:12 CO_INEXISTING_CHILD",
                        "a.graph:4:1 CO_ALREADY_DEFINED_COMPONENT",
                        "a.graph:5:13 P_PROPERTY_ENDS_WITH_SEMI_COLON");
        assertThat(file("a.graph", "instance of A {\n name: a;\n}\n")).containsExactly("a.graph:1:13 CO_NOT_A_GRAPH");
        assertThat(file("a.graph", "# nothing")).containsExactly("a.graph:1:1 P_EMPTY_FILE");
    }

    @Test
    void a_graph_that_imports_others_may_name_what_they_define() {
        assertThat(file(
                        "a.graph",
                        "import b.graph;\nA {\n extends: B;\n children: C;\n facets: d;\n imports: E.e, A.x;\n}\n"))
                .isEmpty();
    }

    @Test
    void instances_alone_are_judged_by_what_they_say_themselves() {
        assertThat(file(
                        "a.instances",
                        "instance of A {\n name: a;\n any: thing;\n instance of B {\n  name: a;\n }\n}\n"))
                .isEmpty();
        assertThat(file("a.instances", "instance of A {\n name: a;\n}\ninstance of B {\n name: a;\n}\n"))
                .containsExactly(
                        "a.instances:1:13 CO_ALREADY_DEFINED_INSTANCE", "a.instances:4:13 CO_ALREADY_DEFINED_INSTANCE");
        assertThat(file("a.instances", "A {\n installer: bash;\n}\n"))
                .containsExactly("a.instances:1:1 CO_NOT_INSTANCES");
    }

    @Test
    void commands_and_rules_alone_are_judged_without_the_application() {
        assertThat(file("a.commands", "delete /vm\nexecute other\ncreate Tomcat as t under /vm\n"))
                .isEmpty();
        assertThat(file("a.commands", "dance\n")).containsExactly("a.commands:1:1 CMD_UNRECOGNIZED_INSTRUCTION");
        assertThat(file("a.drl", "rule \"a\"\nwhen event\nthen any command\nend\n"))
                .isEmpty();
        assertThat(file("a.drl", "rule \"a\"\nwhen\nthen any command\nend\n")).hasSize(1);
    }

    @Test
    void the_commands_of_a_recipe_are_checked_against_its_graph() {
        MemoryFiles recipe = files(
                "graph/a.graph", RECIPE, "graph/Tomcat/x", "", "commands/a.commands", "create Tom as t under /vm\n");

        assertThat(found(Validation.recipe(recipe)))
                .containsExactly("commands/a.commands:1:8 CMD_INEXISTING_COMPONENT");
    }

    @Test
    void a_file_of_another_kind_is_told_which_kinds_there_are() {
        assertThat(Validation.isKnownFile("a.graph")).isTrue();
        assertThat(Validation.isKnownFile("a.txt")).isFalse();
        assertThat(file("a.txt", "x")).containsExactly("a.txt P_IO_ERROR");
    }

    @Test
    void bytes_that_are_not_utf_8_are_pointed_at() {
        byte[] latin = "VM {\n # \u00e9t\u00e9\n}\n".getBytes(StandardCharsets.ISO_8859_1);

        for (String name : List.of("a.graph", "a.instances", "a.commands")) {
            assertThat(found(Validation.file(name, latin))).containsExactly(name + ":2:4 P_IO_ERROR");
        }
        assertThat(found(Validation.file("a.drl", latin))).containsExactly("a.drl:2:4 RULE_IO_ERROR");
    }

    @Test
    void a_file_on_a_disk_is_validated_under_its_last_name(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.graph"), "what\n");

        assertThat(found(Validation.file(file))).containsExactly("a.graph:1:1 P_UNRECOGNIZED_BLOCK");
        assertThat(found(Validation.file(folder.resolve("b.graph")))).containsExactly("b.graph P_IO_ERROR");
        assertThat(found(Validation.file(folder))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lamp", "lamp-puppet"})
    void the_example_applications_have_nothing_to_complain_about(String example) {
        assertThat(found(Validation.application(new FolderFiles(Path.of("../examples", example)))))
                .isEmpty();
    }
}
