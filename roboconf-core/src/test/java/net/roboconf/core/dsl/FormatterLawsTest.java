package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.roboconf.core.dsl.internal.GraphText;
import net.roboconf.core.dsl.internal.InstancesText;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SyntaxNode;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.dsl.syntax.SyntaxTree;
import net.roboconf.core.model.RandomGraphs;
import net.roboconf.core.model.RandomInstances;

/** What holds for every text that can be formatted. */
class FormatterLawsTest {

    private static final List<String> EXAMPLES = TextMutations.examples();

    private static Optional<String> formatted(String text) {
        return Formatter.format("x.graph", text) instanceof Formatted.Canonical canonical
                ? Optional.of(canonical.text())
                : Optional.empty();
    }

    private static String written(long seed) {
        String graph = GraphText.of(RandomGraphs.graph(seed));
        String instances = InstancesText.of(RandomInstances.instances(seed));
        return seed % 2 == 0 ? graph : instances;
    }

    @Property(tries = 1000)
    void one_content_has_one_text(@ForAll long seed) {
        String text = written(seed);

        assertThat(formatted(UntidyText.spacedOtherwise(text, seed)))
                .isPresent()
                .isEqualTo(formatted(text));
    }

    @Property(tries = 1000)
    void models_are_the_same_before_and_after(@ForAll long seed) {
        String text = UntidyText.commented(written(seed), seed);

        assertThat(formatted(text)).isPresent();
        checkLaws(text);
    }

    @Property(tries = 500)
    void any_text_that_can_be_formatted_keeps_its_meaning(@ForAll @StringLength(max = 100) String text) {
        checkLaws(text);
    }

    @Property(tries = 3000)
    void a_text_that_is_nearly_right_keeps_its_meaning(@ForAll int example, @ForAll long seed) {
        checkLaws(TextMutations.mutated(EXAMPLES.get(Math.floorMod(example, EXAMPLES.size())), seed));
    }

    private static void checkLaws(String text) {
        Optional<String> formatted = formatted(text);
        if (formatted.isEmpty()) {
            assertThat(SyntaxParser.parse("x.graph", text).diagnostics()).isNotEmpty();
            return;
        }
        String canonical = formatted.get();
        SyntaxTree before = SyntaxParser.parse("x.graph", text).tree();
        SyntaxTree after = SyntaxParser.parse("x.graph", canonical).tree();

        assertThat(formatted(canonical)).as("formatted twice").hasValue(canonical);
        assertThat(comments(after)).as("comments").isEqualTo(comments(before));
        assertThat(descriptions(after)).as("descriptions").isEqualTo(descriptions(before));
        assertThat(meaning(canonical)).as("meaning").isEqualTo(meaning(text));
        assertThat(canonical).doesNotContain("\r", " \n", "\t\n", "\n\n\n").doesNotStartWith("\n");
        assertThat(canonical.isEmpty() || canonical.endsWith("\n")).isTrue();
    }

    private static List<String> comments(SyntaxTree tree) {
        return tree.source().lines().stream()
                .map(SourceLine::comment)
                .flatMap(Optional::stream)
                .map(String::stripTrailing)
                .toList();
    }

    private static List<String> descriptions(SyntaxTree tree) {
        List<String> descriptions = new ArrayList<>();
        Deque<SyntaxNode> nodes = new ArrayDeque<>(tree.nodes());
        while (!nodes.isEmpty()) {
            if (nodes.remove() instanceof Block block) {
                descriptions.add(block.kind().word() + ' ' + block.name() + ": " + tree.commentAbove(block));
                nodes.addAll(block.body());
            }
        }
        return descriptions;
    }

    /** All that a project makes of a text: as its graph, and as its instances. */
    private static List<Object> meaning(String text) {
        List<Object> meaning = new ArrayList<>();
        for (Map<String, String> files : List.of(
                Map.of("graph/g.graph", text),
                Map.of("graph/g.graph", Example.text("instances/common.graph"), "instances/i.instances", text))) {
            LoadedProject project = new ProjectLoader()
                    .load(Example.project(
                            new LinkedHashMap<>(files), "g.graph", files.size() > 1 ? "i.instances" : ""));
            meaning.add(project.template());
            meaning.add(project.diagnostics().stream()
                    .map(d -> d.code() + " " + withoutSpace(d.message()))
                    .sorted()
                    .toList());
        }
        return meaning;
    }

    /** Messages quote what is written, and white space is what a formatter changes. */
    private static String withoutSpace(String message) {
        return message.replaceAll("\\s", "");
    }
}
