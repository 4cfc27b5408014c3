package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {

    private static final Path PUBLISHED_EXAMPLES = Path.of("../examples");

    private static String formatted(String... lines) {
        Formatted result = Formatter.format("x.graph", String.join("\n", lines));
        assertThat(result).isInstanceOf(Formatted.Canonical.class);
        return ((Formatted.Canonical) result).text();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + '\n';
    }

    private static String exports(String value) {
        String text = formatted("A {", "exports:" + value + ";", "}");
        return text.substring(text.indexOf("exports: ") + 9, text.lastIndexOf(';'));
    }

    @Test
    void blocks_are_indented_by_tabs_with_one_space_where_there_is_one() {
        assertThat(formatted(
                        "\uFEFFimport  a.graph ;\r",
                        "FACET  f{\r",
                        "children :A,B;",
                        "  }",
                        "VM{ # machine  ",
                        "installer:target ;  #why",
                        "}"))
                .isEqualTo(lines(
                        "import a.graph;",
                        "",
                        "facet f {",
                        "\tchildren: A, B;",
                        "}",
                        "",
                        "VM { # machine",
                        "\tinstaller: target; #why",
                        "}"));
    }

    @Test
    void instances_keep_the_blank_lines_between_their_properties() {
        assertThat(formatted(
                        "Instance Of A {",
                        "",
                        "name: a;",
                        "",
                        "",
                        "x: 1;",
                        "instance of B {",
                        "name: b;",
                        "}",
                        "# of C",
                        "instance of C {",
                        "name: c;",
                        "",
                        "}",
                        "",
                        "}",
                        "",
                        ""))
                .isEqualTo(lines(
                        "instance of A {",
                        "\tname: a;",
                        "",
                        "\tx: 1;",
                        "\tinstance of B {",
                        "\t\tname: b;",
                        "\t}",
                        "",
                        "\t# of C",
                        "\tinstance of C {",
                        "\t\tname: c;",
                        "\t}",
                        "}"));
    }

    @Test
    void a_comment_right_above_a_block_stays_there_and_one_apart_stays_apart() {
        assertThat(formatted("", "# file", "", "# about A", "  # more", "A {", "# in A", "}", "# about B", "B {", "}"))
                .isEqualTo(lines(
                        "# file", "", "# about A", "# more", "A {", "\t# in A", "}", "", "# about B", "B {", "}"));
    }

    @Test
    void a_file_without_code_keeps_its_comments() {
        assertThat(formatted("", " # only this", "", "")).isEqualTo("# only this\n");
        assertThat(formatted("", "  ", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a=1,b  =  two words > a = 1, b = two words",
                "a=\"x ,y\" ,b=\"\" > a = \"x ,y\", b = \"\"",
                "RANDOM [ Port ]p,ip > random[port] p, ip",
                "a = , b > a =, b",
                "url=http://h?a=b&c = d > url = http://h?a=b&c = d",
            })
    void exports_are_written_one_way(String written, String canonical) {
        assertThat(exports(written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a  = x \"y , z\",b", "a=\"y\"  z ,b", "a=\"y ,b", "a\"b  ,  c\"=1"})
    void exports_whose_quotes_are_not_valid_stay_as_they_are(String written) {
        assertThat(exports(written)).isEqualTo(written);
    }

    @Test
    void imports_are_written_one_way() {
        assertThat(formatted("A {", "imports: External  b.*( Optional ),C.x,what  is it,external(optional);", "}"))
                .contains("\timports: external b.* (optional), C.x, what  is it, external(optional);\n");
    }

    @Test
    void spaces_at_the_end_of_a_name_are_kept_where_a_count_follows_them() {
        assertThat(formatted("instance of A {", "name:  VM  ;", "count: 3 ;", "}"))
                .contains("\tname: VM  ;\n\tcount: 3;\n");
        assertThat(formatted("instance of A {", "name: VM  ;", "}")).contains("\tname: VM;\n");
        assertThat(formatted("instance of A {", "name: \"VM \" ;", "count: 3;", "}"))
                .contains("\tname: \"VM \";\n");
    }

    @Test
    void quoted_values_of_instances_are_kept_to_the_letter() {
        assertThat(formatted("instance of A {", "x:   \"  a ,b ; c \"  ;", "channels: a,b;", "}"))
                .contains("\tx: \"  a ,b ; c \";\n\tchannels: a, b;\n");
    }

    @Test
    void a_component_with_the_name_of_a_keyword_keeps_it() {
        assertThat(formatted("facet{", "}", "Import{", "}", "instance of{", "}"))
                .isEqualTo(lines("facet{", "}", "", "Import{", "}", "", "instance of{", "}"));
    }

    @Test
    void a_second_byte_order_mark_is_a_character_and_stays_one() {
        assertThat(formatted("\uFEFF\uFEFFA {", "}")).isEqualTo("\uFEFF\uFEFFA {\n}\n");
    }

    @Test
    void a_damaged_file_is_left_with_its_errors() {
        Formatted result = Formatter.format("x.graph", "A {\n  installer: target\n}\n");

        assertThat(result).isInstanceOfSatisfying(Formatted.Damaged.class, damaged -> assertThat(damaged.errors())
                .extracting(Diagnostic::code)
                .containsExactly(DiagnosticCode.P_PROPERTY_ENDS_WITH_SEMI_COLON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start.commands", "scale.drl", "VM.properties", "graph"})
    void other_files_have_no_style(String file) {
        assertThat(Formatter.format(file, "a  b")).isEqualTo(new Formatted.WithoutStyle(file));
    }

    @Test
    void nesting_costs_no_more_than_its_lines() {
        int depth = 100_000;
        String text = "instance of A {\n".repeat(depth) + "}\n".repeat(depth);

        String formatted = formatted(text);

        assertThat(formatted.length()).isLessThan(text.length() + 2 * depth * 33);
        assertThat(formatted(formatted)).isEqualTo(formatted);
    }

    static List<Path> published() throws IOException {
        try (Stream<Path> files = Files.walk(PUBLISHED_EXAMPLES)) {
            return files.filter(
                            f -> f.toString().endsWith(".graph") || f.toString().endsWith(".instances"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void published_examples_are_in_canonical_style(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(Formatter.format(file.toString(), text)).isEqualTo(new Formatted.Canonical(text));
    }
}
