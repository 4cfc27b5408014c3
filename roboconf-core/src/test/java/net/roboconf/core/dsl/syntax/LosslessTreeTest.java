package net.roboconf.core.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.roboconf.core.dsl.TextMutations;

/** Whatever the text is, damaged or not, its tree holds all of it, each piece at its place. */
class LosslessTreeTest {

    private static final List<String> EXAMPLES = TextMutations.examples();

    @Property(tries = 1000)
    void a_tree_printed_again_is_the_text(@ForAll @StringLength(max = 300) String text) {
        checkPrinted(text);
        checkTokens(text);
    }

    @Property(tries = 2000)
    void so_it_is_for_a_text_that_is_nearly_right(@ForAll int example, @ForAll long seed) {
        String text = TextMutations.mutated(EXAMPLES.get(Math.floorMod(example, EXAMPLES.size())), seed);

        checkPrinted(text);
        checkTokens(text);
    }

    private static void checkPrinted(String text) {
        SourceText source = SyntaxParser.parse("f", text).tree().source();

        String printed = source.lines().stream().map(SourceLine::raw).collect(Collectors.joining("\n"));
        assertThat(text.endsWith("\n") ? printed + '\n' : printed).isEqualTo(text);
    }

    /** Takes every token out of its place: nothing may be left but comments, white space and punctuation. */
    private static void checkTokens(String text) {
        SyntaxTree tree = SyntaxParser.parse("f", text).tree();
        List<StringBuilder> rest = new ArrayList<>();
        tree.source().lines().forEach(line -> rest.add(new StringBuilder(line.content())));

        for (Token token : tokens(tree)) {
            StringBuilder line = rest.get(token.location().line() - 1);
            int from = token.location().column() - 1;
            int to = from + token.location().length();
            assertThat(line.substring(from, to)).isEqualTo(token.text());
            // No token holds this character: it separates lines.
            line.replace(from, to, "\n".repeat(to - from));
        }
        for (StringBuilder line : rest) {
            String code = line.toString().replaceFirst("#.*", "");
            assertThat(code.chars().filter(c -> !Character.isWhitespace(c)))
                    .as(line.toString())
                    .allMatch(c -> "{}:;".indexOf(c) >= 0);
        }
    }

    private static List<Token> tokens(SyntaxTree tree) {
        List<Token> tokens = new ArrayList<>();
        Deque<SyntaxNode> nodes = new ArrayDeque<>(tree.nodes());
        while (!nodes.isEmpty()) {
            SyntaxNode node = nodes.remove();
            if (node instanceof SyntaxNode.Block block) {
                tokens.addAll(List.of(block.keyword(), block.name()));
                nodes.addAll(block.body());
            } else if (node instanceof SyntaxNode.PropertyLine property) {
                tokens.addAll(List.of(property.name(), property.value()));
            } else if (node instanceof SyntaxNode.ImportLine line) {
                tokens.addAll(List.of(line.keyword(), line.location()));
            } else if (node instanceof SyntaxNode.BadLine bad) {
                tokens.add(bad.text());
            } else if (node instanceof SyntaxNode.CommentLine comment) {
                tokens.add(comment.text());
            }
        }
        return tokens;
    }
}
