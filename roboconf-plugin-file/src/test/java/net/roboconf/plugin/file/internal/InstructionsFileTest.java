package net.roboconf.plugin.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionsFileTest {

    @TempDir
    Path recipe;

    @Test
    void a_recipe_without_the_file_has_no_instructions() throws Exception {
        assertThat(InstructionsFile.read(recipe)).isEmpty();
    }

    @Test
    void every_part_of_a_line_is_read() throws Exception {
        write("# the shop\n\ndeploy.10.copy = files/a b -> /opt/shop/a b  \n");

        assertThat(InstructionsFile.read(recipe))
                .containsExactly(
                        new Instruction(3, Step.DEPLOY, BigInteger.TEN, Action.COPY, "files/a b", "/opt/shop/a b"));
    }

    @Test
    void all_phases_and_actions_are_known_in_any_case() throws Exception {
        write(
                """
                Deploy.1.Download = http://localhost/a?b=c
                start.1.move=a->/b
                stop.1.delete:/b
                UPDATE.1.copy a -> /b
                undeploy.1.delete = /b
                """);

        assertThat(InstructionsFile.read(recipe))
                .extracting(Instruction::key, Instruction::source, Instruction::destination)
                .containsExactly(
                        tuple("deploy.1.download", "http://localhost/a?b=c", null),
                        tuple("start.1.move", "a", "/b"),
                        tuple("stop.1.delete", "/b", null),
                        tuple("update.1.copy", "a", "/b"),
                        tuple("undeploy.1.delete", "/b", null));
    }

    @Test
    void positions_are_whole_numbers() throws Exception {
        write(
                """
                deploy.100.delete = /c
                deploy.21.delete = /b
                deploy.9.delete = /a
                deploy.123456789012345678901234567890.delete = /e
                deploy.0200.delete = /d
                deploy.0.delete = /0
                """);

        assertThat(sources()).containsExactly("/0", "/a", "/b", "/c", "/d", "/e");
    }

    @Test
    void actions_of_equal_position_stay_in_the_order_of_the_file() throws Exception {
        write(
                """
                deploy.2.move = a -> /c
                deploy.1.delete = /first
                deploy.2.copy = b -> /c
                deploy.02.download = file:///d
                deploy.2.delete = /e
                """);

        assertThat(sources()).containsExactly("/first", "a", "b", "file:///d", "/e");
    }

    @ParameterizedTest
    @CsvSource({"deploy.1.copy, deploy.1.copy", "deploy.1.copy, Deploy.001.COPY"})
    void one_key_twice_is_refused_with_both_lines(String one, String other) throws Exception {
        write("# twice\n" + one + " = a -> /b\n\n" + other + " = a -> /c\n");

        assertThat(failure().getMessage())
                .isEqualTo("instructions.properties, line 4, says 'deploy.1.copy', as line 2 does:"
                        + " give one of them another position.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "install.1.copy = a -> /b  | the unknown phase 'install'; there are deploy, start, stop, update, undeploy",
                "check.1.copy = a -> /b    | the unknown phase 'check'",
                "deploy.1.link = a -> /b   | the unknown action 'link'; there are download, move, copy, delete",
                "deploy.1. = a             | the unknown action ''",
                "deploy.x.copy = a -> /b   | the position 'x', which is not a whole number",
                "deploy.-1.copy = a -> /b  | the position '-1'",
                "deploy.1.5.copy = a -> /b | begins with 'deploy.1.5.copy' instead of PHASE.POSITION.ACTION",
                "deploy.copy = a -> /b     | begins with 'deploy.copy' instead of PHASE.POSITION.ACTION",
                "= a                       | begins with '' instead",
                "deploy                    | begins with 'deploy' instead",
                "deploy.1.copy = a         | has 'a' instead of 'SOURCE -> DESTINATION'",
                "deploy.1.copy =           | has '' instead of 'SOURCE -> DESTINATION'",
                "deploy.1.move = -> /b     | instead of 'SOURCE -> DESTINATION'",
                "deploy.1.move = a ->      | instead of 'SOURCE -> DESTINATION'",
                "deploy.1.move = a->/b->/c | instead of 'SOURCE -> DESTINATION'",
                "deploy.1.download =       | does not say what to download: write a URL",
                "deploy.1.delete           | does not say what to delete",
                "deploy.1.delete = \\u00   | is malformed",
            })
    void a_line_that_means_nothing_is_refused_with_its_number(String line, String what) throws Exception {
        write("! above\nstart.1.delete = /a\n\n" + line + "\n");

        StepFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure).hasMessageContainingAll("instructions.properties, line 4, ", what);
    }

    @Test
    void a_line_goes_on_behind_a_backslash() throws Exception {
        write("deploy.1.copy = a \\\n   -> \\\n   /b\n# no \\\ndeploy.2.delete = /c\\\\\nnonsense\n");

        assertThat(failure().getMessage()).contains("line 6, begins with 'nonsense'");

        write("deploy.1.copy = a \\\n   -> \\\n   /b\n# no \\\ndeploy.2.delete = /c\\\\\ndeploy.3.delete = /d\\");
        assertThat(InstructionsFile.read(recipe))
                .extracting(Instruction::line, Instruction::source, Instruction::destination)
                .containsExactly(tuple(1, "a", "/b"), tuple(5, "/c\\", null), tuple(6, "/d", null));
    }

    @Test
    void names_are_in_utf_8() throws Exception {
        write("deploy.1.delete = /Gr\u00fc\u00dfe\n");
        assertThat(sources()).containsExactly("/Gr\u00fc\u00dfe");

        Files.write(
                recipe.resolve("instructions.properties"),
                "deploy.1.delete = /Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(failure().getMessage()).contains("UTF-8");
    }

    private List<String> sources() throws Exception {
        return InstructionsFile.read(recipe).stream().map(Instruction::source).toList();
    }

    private StepFailure failure() {
        return catchThrowableOfType(StepFailure.class, () -> InstructionsFile.read(recipe));
    }

    private void write(String text) throws IOException {
        Files.writeString(recipe.resolve("instructions.properties"), text);
    }
}
