package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.roboconf.core.dsl.syntax.ParsedFile;
import net.roboconf.core.dsl.syntax.SourceText;
import net.roboconf.core.dsl.syntax.SyntaxParser;

/** Whatever is written in a file, reading it ends, loses nothing, and points at places that exist. */
class AnyTextTest {

    private static final List<String> EXAMPLES = TextMutations.examples();

    @Property(tries = 500)
    void any_text_can_be_parsed(@ForAll @StringLength(max = 300) String text) {
        parses(text);
    }

    @Property(tries = 500)
    void any_text_can_be_a_project(@ForAll @StringLength(max = 200) String graph, @ForAll String descriptor) {
        loads(graph, graph, descriptor);
    }

    @Property(tries = 1500)
    void a_text_that_is_nearly_right_can_be_read(@ForAll int example, @ForAll long seed) {
        String text = TextMutations.mutated(EXAMPLES.get(Math.floorMod(example, EXAMPLES.size())), seed);
        String other = TextMutations.mutated(EXAMPLES.get(Math.floorMod(example + 1, EXAMPLES.size())), seed + 1);

        parses(text);
        loads(text, other, "");
    }

    private static void parses(String text) {
        ParsedFile parsed = SyntaxParser.parse("f", text);

        SourceText source = parsed.tree().source();
        StringBuilder joined = new StringBuilder();
        source.lines().forEach(line -> joined.append(line.raw()).append('\n'));
        assertThat(joined.toString()).isIn(text, text + '\n');
        checkPlaces(parsed.diagnostics(), Map.of("f", source));
        if (parsed.diagnostics().isEmpty()) {
            assertThat(SyntaxLines.of(parsed.tree())).isEqualTo(SyntaxLines.all(source));
        }
    }

    private static void loads(String graph, String instances, String descriptor) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("graph/g.graph", graph);
        files.put("instances/i.instances", instances);
        if (!descriptor.isEmpty()) {
            files.put("descriptor/application.properties", descriptor);
        }

        LoadedProject project = new ProjectLoader().load(Example.project(files, "g.graph", "i.instances"));

        assertThat(project.template().isPresent()).isEqualTo(project.errors().isEmpty());
        assertThat(project.diagnostics())
                .isSortedAccordingTo((a, b) -> a.location().compareTo(b.location()));
        checkPlaces(
                project.diagnostics(),
                Map.of(
                        "graph/g.graph", SourceText.of("g", graph),
                        "instances/i.instances", SourceText.of("i", instances)));
    }

    static void checkPlaces(List<Diagnostic> diagnostics, SourceText source) {
        checkPlaces(diagnostics, Map.of(source.file(), source));
    }

    private static void checkPlaces(List<Diagnostic> diagnostics, Map<String, SourceText> sources) {
        for (Diagnostic diagnostic : diagnostics) {
            Location at = diagnostic.location();
            SourceText source = sources.get(at.file());
            if (source != null && at.line() > 0) {
                int last = source.lines().size() + 1;
                assertThat(at.line()).as(diagnostic.toString()).isBetween(1, last);
                int length =
                        at.line() == last ? 0 : source.line(at.line()).content().length();
                assertThat(at.column()).as(diagnostic.toString()).isBetween(1, length + 1);
                assertThat(at.column() - 1 + at.length())
                        .as(diagnostic.toString())
                        .isLessThanOrEqualTo(length);
            }
        }
    }
}
