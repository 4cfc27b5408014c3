package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.dsl.DiagnosticExamples.Entry;
import net.roboconf.core.dsl.DiagnosticExamples.ExampleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/diagnostics.md} says of every code what is true. */
class DiagnosticsPageTest {

    private static final Path PAGE = Path.of("../docs/diagnostics.md");
    private static final String REGENERATE =
            "mvn -pl roboconf-core test -Dtest=DiagnosticsPageTest -Ddiagnostics.page=write";

    private static final Map<DiagnosticCode, Entry> ENTRIES = DiagnosticExamples.all();

    private static Set<String> codes(DiagnosticCode about, List<ExampleFile> example) {
        Map<String, String> files = new LinkedHashMap<>(DiagnosticsPage.COMMON);
        boolean instances = example.stream().anyMatch(file -> file.path().equals("instances/main.instances"));
        if (instances) {
            files.merge("descriptor/application.properties", "instance-entry-point = main.instances\n", String::concat);
        }
        for (ExampleFile file : example) {
            files.put(file.path(), file.text());
            if (file.absent()) {
                files.remove(file.path());
            }
        }
        // Only the check of a reusable recipe says it.
        List<Diagnostic> found = about == DiagnosticCode.REC_AVOID_INSTANCES
                ? Validation.recipe(new MemoryFiles(files))
                : new ProjectLoader().load(new MemoryFiles(files)).diagnostics();
        return found.stream()
                .map(Diagnostic::code)
                .filter(code -> code == about || code != DiagnosticCode.PROJ_NO_RESOURCE_DIRECTORY)
                .map(DiagnosticCode::name)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(DiagnosticCode.class)
    void a_code_is_explained_by_examples_or_it_is_said_why_not(DiagnosticCode code) {
        assertThat(ENTRIES).containsKey(code);
        Entry entry = ENTRIES.get(code);

        assertThat(entry.meaning()).endsWith(".");
        if (entry.never().isEmpty()) {
            assertThat(entry.wrong()).isNotEmpty();
            assertThat(entry.right()).isNotEmpty();
        } else {
            assertThat(entry.wrong()).isEmpty();
            assertThat(entry.right()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DiagnosticCode.class)
    void the_wrong_example_gives_the_code_and_the_right_one_nothing(DiagnosticCode code) {
        Entry entry = ENTRIES.get(code);
        Set<String> expected = new HashSet<>(entry.also());
        if (entry.never().isEmpty()) {
            expected.add(code.name());
        }

        assertThat(codes(code, entry.wrong())).isEqualTo(expected);
        assertThat(codes(code, entry.right())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DiagnosticCode.class)
    void right_examples_are_in_canonical_style(DiagnosticCode code) {
        Stream.concat(
                        ENTRIES.get(code).right().stream(),
                        DiagnosticsPage.COMMON.entrySet().stream()
                                .map(file -> new ExampleFile(file.getKey(), file.getValue(), false)))
                .forEach(file -> assertThat(Formatter.format(file.path(), file.text()))
                        .isIn(new Formatted.Canonical(file.text()), new Formatted.WithoutStyle(file.path())));
    }

    @Test
    void the_page_is_what_is_generated() throws IOException {
        String generated = DiagnosticsPage.of(ENTRIES);
        if ("write".equals(System.getProperty("diagnostics.page"))) {
            Files.writeString(PAGE, generated);
        }

        assertThat(PAGE)
                .exists()
                .as("%s is not up to date. Run: %s", PAGE, REGENERATE)
                .hasContent(generated);
    }
}
