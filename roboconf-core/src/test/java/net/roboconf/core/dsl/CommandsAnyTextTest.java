package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.roboconf.core.dsl.commands.CommandContext;
import net.roboconf.core.dsl.commands.CommandParser;
import net.roboconf.core.dsl.commands.ParsedCommands;
import net.roboconf.core.dsl.commands.ParsedRule;
import net.roboconf.core.dsl.commands.RuleParser;
import net.roboconf.core.dsl.syntax.SourceText;

/** Whatever is written in a file of commands or in a rule, reading it ends and points at places that exist. */
class CommandsAnyTextTest {

    private static final List<String> WORDS = List.of(
            "define ",
            "create ",
            "replicate ",
            "rename ",
            "associate ",
            "change status of ",
            "deploy and start all ",
            "stop all ",
            "delete ",
            "all ",
            "instances of ",
            "email ",
            "write ",
            "append ",
            "execute ",
            " as ",
            " under ",
            " with ",
            " to ",
            " into ",
            "=",
            "$(",
            ")",
            "$(x)",
            "x",
            "VM",
            "Server",
            "/vm",
            "/",
            "\\",
            "\n",
            "\\\n",
            "$(SMART_INDEX)",
            "$(EXISTING_INDEX MIN < 2)",
            "$(FORMATTED_TIME yyyy)",
            "$(UUID)",
            " ",
            "\t",
            "# ",
            "\r",
            "\uFEFF",
            "\u00a0",
            "\ud83d",
            "rule ",
            "\"",
            "when ",
            "then ",
            "end",
            ";",
            "/*",
            "*/",
            "//",
            "sleep period is ",
            "60s",
            "time window is ",
            "99999999999");

    private final List<String> examples = examples();

    private static List<String> examples() {
        try (Stream<Example> commands = Example.allIn("commands", ".commands");
                Stream<Example> rules = Example.allIn("rules", ".drl")) {
            return Stream.concat(commands, rules).map(Example::text).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 500)
    void any_text_can_be_read(@ForAll @StringLength(max = 300) String text) {
        reads(text);
    }

    @Property(tries = 300)
    void any_bytes_can_be_read(@ForAll byte[] bytes) {
        reads(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void any_words_can_be_read(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        reads(text.toString());
    }

    @Property(tries = 1000)
    void a_text_that_is_nearly_right_can_be_read(@ForAll int example, @ForAll long seed) {
        reads(TextMutations.mutated(examples.get(Math.floorMod(example, examples.size())), seed));
    }

    private static void reads(String text) {
        ParsedCommands commands = new CommandParser().parse("f", text, CommandContext.unknown());
        AnyTextTest.checkPlaces(commands.diagnostics(), SourceText.of("f", text));
        ParsedRule rule = new RuleParser().parse("f", text, Optional.of(Set.of("start")));
        AnyTextTest.checkPlaces(rule.diagnostics(), SourceText.of("f", text));
        assertThat(rule.rule().isPresent()).isEqualTo(rule.diagnostics().isEmpty());

        List<Diagnostic> inProject = new ProjectLoader()
                .load(CommandExamplesTest.projectOf("f.commands", text)).diagnostics().stream()
                        .filter(d -> d.location().file().equals("commands/f.commands"))
                        .toList();
        AnyTextTest.checkPlaces(inProject, SourceText.of("commands/f.commands", text));
    }
}
