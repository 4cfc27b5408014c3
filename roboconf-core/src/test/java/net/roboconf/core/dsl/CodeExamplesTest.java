package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code that can be found has a wrong example, with exactly these findings, and a right one without any. */
class CodeExamplesTest {

    /** They need bytes, archives or sizes that no text shows: {@link ValidationTest}, {@link ZipFilesTest}, {@link FindingsTest}. */
    private static final Set<DiagnosticCode> SHOWN_ELSEWHERE = EnumSet.of(
            DiagnosticCode.P_IO_ERROR, DiagnosticCode.PROJ_EXTRACT_ZIP, DiagnosticCode.RM_TOO_MANY_VARIABLES);

    static Stream<CodeExample> examples() throws IOException {
        return CodeExample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_has_exactly_the_findings_that_it_announces(CodeExample example) {
        List<Diagnostic> found = example.validate();

        assertThat(found.stream()
                        .filter(d -> d.code() != DiagnosticCode.PROJ_NO_RESOURCE_DIRECTORY
                                || example.code() == DiagnosticCode.PROJ_NO_RESOURCE_DIRECTORY)
                        .map(CodeExamplesTest::finding))
                .as(found.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")))
                .containsExactlyInAnyOrderElementsOf(example.expected());
    }

    private static String finding(Diagnostic found) {
        Location at = found.location();
        String place = at.file().isEmpty() ? "project" : at.line() == 0 ? at.file() : at.file() + ':' + at.line();
        return place + ' ' + found.code();
    }

    @Test
    void every_code_that_can_be_found_has_examples() throws IOException {
        Set<DiagnosticCode> shown = examples()
                .filter(example -> !example.expected().isEmpty())
                .map(CodeExample::code)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DiagnosticCode.class)));
        shown.addAll(SHOWN_ELSEWHERE);

        assertThat(Arrays.stream(DiagnosticCode.values())
                        .filter(code ->
                                !code.name().startsWith("CMD_") && !code.name().startsWith("RULE_"))
                        .filter(code -> code.whyNeverFound().isEmpty()))
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void a_wrong_example_shows_its_code() throws IOException {
        assertThat(examples().filter(example -> !example.expected().isEmpty()))
                .allSatisfy(example -> assertThat(example.expected()).anySatisfy(finding -> assertThat(finding)
                        .endsWith(' ' + example.code().name())));
    }
}
