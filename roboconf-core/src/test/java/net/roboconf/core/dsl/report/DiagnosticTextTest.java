package net.roboconf.core.dsl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.MemoryFiles;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {

    private static final String FILE = "graph/main.graph";

    private static Diagnostic missingChild(int line, int column, int length) {
        return Diagnostic.of(
                DiagnosticCode.CO_INEXISTING_CHILD, new Location(FILE, line, column, length), "Tomcta", "VM");
    }

    private static String text(String file, Diagnostic diagnostic) {
        return new DiagnosticText(new MemoryFiles(Map.of(FILE, file)), name -> name, false).of(diagnostic);
    }

    @Test
    void the_place_is_underlined_and_what_was_meant_is_said() {
        String file = "VM {\n  children: Tomcta, Apache;\n}\n";

        assertThat(text(file, missingChild(2, 13, 6).suggesting("Did you mean Tomcat?")))
                .isEqualTo(
                        """
                        graph/main.graph:2:13: error CO_INEXISTING_CHILD: Tomcta, a child of VM, does not exist.
                           2 |   children: Tomcta, Apache;
                             |             ^^^^^^
                             = Did you mean Tomcat?
                        """);
    }

    @Test
    void a_second_definition_is_shown_with_the_first_one() {
        Diagnostic diagnostic = Diagnostic.of(
                        DiagnosticCode.CO_ALREADY_DEFINED_FACET, new Location(FILE, 120, 7, 3), "Web")
                .relatedTo(new Location(FILE, 1, 7, 3));

        assertThat(text("facet Web {\n}\n" + "\n".repeat(117) + "facet Web {\n}\n", diagnostic))
                .isEqualTo(
                        """
                        graph/main.graph:120:7: error CO_ALREADY_DEFINED_FACET: The facet Web is defined more than once.
                         120 | facet Web {
                             |       ^^^
                             = first defined here: graph/main.graph:1:7
                           1 | facet Web {
                             |       ---
                        """);
    }

    @Test
    void tabs_and_wide_characters_do_not_move_the_mark() {
        assertThat(text("\tname: 日本e\u0301 Tomcta;", missingChild(1, 13, 6)))
                .contains(
                        """
                           1 |     name: 日本e\u0301 Tomcta;
                             |                 ^^^^^^
                        """);
    }

    @Test
    void a_wide_character_has_a_wide_mark() {
        assertThat(text("x😀y", missingChild(1, 2, 2))).contains("     |  ^^\n");
    }

    @Test
    void what_is_missing_is_marked_by_one_sign() {
        assertThat(text("VM {\n  installer: target\n}", missingChild(2, 20, 0)))
                .contains(
                        """
                           2 |   installer: target
                             |                    ^
                        """);
    }

    @Test
    void a_whole_line_is_marked_without_its_indentation() {
        assertThat(text("   what;  \n", missingChild(1, 0, 0)))
                .contains(
                        """
                           1 |    what;
                             |    ^^^^^
                        """);
    }

    @Test
    void a_long_line_is_cut_around_the_place() {
        String line = "x".repeat(5_000) + "Tomcta" + "y".repeat(5_000);

        assertThat(text(line, missingChild(1, 5_001, 6)).lines().skip(1).toList())
                .containsExactly(
                        "   1 | ..." + "x".repeat(80) + "Tomcta" + "y".repeat(94) + "...",
                        "     | " + " ".repeat(83) + "^^^^^^");
    }

    @Test
    void nothing_of_a_file_commands_the_terminal() {
        assertThat(text("a\u001b[31m\u202eb\u0007\u2028", missingChild(1, 1, 1)))
                .contains("   1 | a\uFFFD[31m\uFFFDb\uFFFD\uFFFD\n");
    }

    @Test
    void a_line_that_does_not_exist_is_not_shown() {
        assertThat(text("one", missingChild(7, 1, 0))).hasLineCount(1);
    }

    @Test
    void a_finding_about_the_project_names_what_the_caller_says() {
        Diagnostic diagnostic = Diagnostic.of(DiagnosticCode.PROJ_NO_GRAPH_DIR, Location.project());
        DiagnosticText text = new DiagnosticText(
                new MemoryFiles(Map.of()), name -> name.isEmpty() ? "my/app" : "my/app/" + name, false);

        assertThat(text.of(diagnostic)).startsWith("my/app: error PROJ_NO_GRAPH_DIR: ");
    }

    @Test
    void colours_come_only_when_they_are_asked_for() {
        DiagnosticText coloured = new DiagnosticText(new MemoryFiles(Map.of(FILE, "Tomcta")), name -> name, true);

        assertThat(coloured.of(missingChild(1, 1, 6))).contains("\033[1;31m^^^^^^\033[0m");
        assertThat(text("Tomcta", missingChild(1, 1, 6))).doesNotContain("\033");
    }
}
