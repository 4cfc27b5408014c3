package net.roboconf.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoboconfCommandTest {

    static Collection<String> commands() {
        return RoboconfCommand.commandLine(false).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help_with_an_example(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: roboconf " + command)
                .containsPattern("Examples?:\n  .*roboconf " + command);
    }

    @Test
    void help_lists_commands_and_exit_codes() {
        assertThat(Run.of("--help").out()).contains(commands()).contains("Exit codes:", "Example:");
    }

    @Test
    void the_version_is_that_of_the_build() {
        Run run = Run.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("roboconf \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void without_a_command_it_is_a_wrong_call() {
        assertThat(Run.of()).isEqualTo(new Run(2, "", "roboconf: Missing required subcommand\nTry roboconf --help.\n"));
    }

    @Test
    void a_misspelt_command_or_option_is_answered_with_the_right_one() {
        assertThat(Run.of("valdate", ".").err()).contains("Did you mean: roboconf validate?");
        assertThat(Run.of("validate", "--jsn", ".").err()).contains("--json", "Try roboconf validate --help.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void the_completion_knows_commands_options_and_formats(String shell) {
        Run run = Run.of("completion", shell);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(commands()).contains("--json", "--check", "\"mermaid\"", "compgen -f");
    }

    @Test
    void another_shell_is_a_wrong_call() {
        assertThat(Run.of("completion", "fish").exitCode()).isEqualTo(2);
    }
}
