package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.dsl.commands.CommandContext;
import net.roboconf.core.dsl.commands.CommandParser;
import net.roboconf.core.dsl.commands.ParsedRule;
import net.roboconf.core.dsl.commands.RuleParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandExamplesTest {

    /** What takes part of a project, or a file that cannot be read, to be found. */
    private static final Set<DiagnosticCode> ELSEWHERE = Set.of(
            DiagnosticCode.CMD_INEXISTING_COMMAND_FILE,
            DiagnosticCode.CMD_NASTY_LOOPING_COMMAND,
            DiagnosticCode.RULE_IO_ERROR);

    static Stream<Example> commands() throws IOException {
        return Example.allIn("commands", ".commands");
    }

    static Stream<Example> rules() throws IOException {
        return Example.allIn("rules", ".drl");
    }

    static MemoryFiles projectOf(String name, String text) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/common.graph", Example.text("commands/common.graph"));
        files.put("instances/common.instances", Example.text("commands/common.instances"));
        files.put("commands/" + name, text);
        files.put("commands/other.commands", "stop all /vm\n");
        return Example.project(files, "common.graph", "common.instances");
    }

    private static List<Diagnostic> check(String name, String text) {
        List<Diagnostic> found = new ProjectLoader().load(projectOf(name, text)).diagnostics();
        assertThat(found).allSatisfy(d -> assertThat(d.message()).doesNotContain("%s"));
        return found;
    }

    private static String all(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_file_of_commands_has_the_findings_that_it_announces(Example example) {
        List<Diagnostic> found = check(example.name(), example.text());

        assertThat(Example.found(found)).as(all(found)).isEqualTo(example.expected());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void line_ends_of_windows_change_nothing(Example example) {
        assertThat(check(example.name(), example.text().replace("\n", "\r\n")))
                .isEqualTo(check(example.name(), example.text()));
    }

    @Test
    void nothing_is_wrong_with_a_valid_file_where_the_application_is_not_known() {
        String text = Example.text("commands/valid.commands");

        assertThat(new CommandParser()
                        .parse("valid.commands", text, CommandContext.unknown())
                        .diagnostics())
                .isEmpty();
    }

    @Test
    void a_file_by_itself_is_checked_for_its_form_only() {
        String text = Example.text("commands/invalid.commands");

        assertThat(new CommandParser()
                        .parse("invalid.commands", text, CommandContext.unknown())
                        .diagnostics())
                .extracting(Diagnostic::code)
                .contains(
                        DiagnosticCode.CMD_INVALID_SYNTAX,
                        DiagnosticCode.CMD_INVALID_INSTANCE_NAME,
                        DiagnosticCode.CMD_INSTABLE_INSTANCE_STATUS,
                        DiagnosticCode.CMD_LOOPING_COMMAND)
                .doesNotContain(
                        DiagnosticCode.CMD_INEXISTING_COMPONENT,
                        DiagnosticCode.CMD_CONFLICTING_INSTANCE_NAME,
                        DiagnosticCode.CMD_NOT_AN_ACCEPTABLE_PARENT,
                        DiagnosticCode.CMD_CANNOT_HAVE_ANY_PARENT,
                        DiagnosticCode.CMD_INEXISTING_COMMAND);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_has_the_findings_that_it_announces(Example example) {
        Optional<Set<String>> known = Optional.of(Set.of("start", "stop", "sub/other command"));

        ParsedRule parsed = new RuleParser().parse(example.name(), example.text(), known);
        ParsedRule windows =
                new RuleParser().parse(example.name(), example.text().replace("\n", "\r\n"), known);

        assertThat(Example.found(parsed.diagnostics()))
                .as(all(parsed.diagnostics()))
                .isEqualTo(example.expected());
        assertThat(parsed.rule().isPresent()).isEqualTo(example.expected().isEmpty());
        assertThat(windows).isEqualTo(parsed);
    }

    @Test
    void there_is_an_example_for_every_code() throws IOException {
        Set<String> expected = Stream.concat(commands(), rules())
                .flatMap(example -> example.expected().stream())
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Stream.of(DiagnosticCode.values())
                        .filter(code ->
                                code.name().startsWith("CMD_") || code.name().startsWith("RULE_"))
                        .filter(code -> !ELSEWHERE.contains(code))
                        .map(DiagnosticCode::name))
                .allSatisfy(code -> assertThat(expected).contains(code));
    }
}
