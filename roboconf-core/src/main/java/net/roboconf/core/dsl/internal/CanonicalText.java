package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import net.roboconf.core.dsl.syntax.SourceText;
import net.roboconf.core.dsl.syntax.SyntaxNode;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.CommentLine;
import net.roboconf.core.dsl.syntax.SyntaxNode.ImportLine;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;
import net.roboconf.core.dsl.syntax.SyntaxTree;

/**
 * Writes a tree without syntax errors in canonical style. In such a tree each line is one node, or the first or the last
 * line of one block; so it is written line by line, and what remains to decide is where a blank line goes.
 */
public final class CanonicalText {

    /** Deeper blocks are not indented further: the text would grow with the square of the depth. */
    private static final int DEEPEST_INDENT = 32;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What was written last, as far as the next blank line depends on it. */
    private enum Last {
        NOTHING,
        OPENING_BRACKET,
        CLOSING_BRACKET,
        OTHER
    }

    /** A block whose nodes are being written; it and its values are {@code null} for the file itself. */
    private record Level(Block block, CanonicalValue values, Iterator<SyntaxNode> nodes) {}

    private final SourceText source;
    private final StringBuilder text;
    private final Deque<Level> levels = new ArrayDeque<>();
    /** Whether they are the description of a block is known only when it comes. */
    private final List<CommentLine> comments = new ArrayList<>();

    private Last last = Last.NOTHING;
    private boolean blankLine;

    private CanonicalText(SourceText source) {
        this.source = source;
        this.text = new StringBuilder(source.text().length() + source.text().length() / 8);
    }

    /** @param tree of a file in which the parser found nothing wrong */
    public static String of(SyntaxTree tree) {
        CanonicalText canonical = new CanonicalText(tree.source());
        canonical.write(tree.nodes());
        String text = canonical.text.toString();
        // A second mark is no mark but a character, and would become one if it came to stand first.
        return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
    }

    private void write(List<SyntaxNode> nodes) {
        levels.push(new Level(null, null, nodes.iterator()));
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (level.nodes().hasNext()) {
                node(level, level.nodes().next());
            } else {
                writeComments();
                levels.remove();
                if (level.block() != null) {
                    blankLine = false;
                    last = Last.OTHER;
                    line("}", level.block().lastLine());
                    last = Last.CLOSING_BRACKET;
                }
            }
        }
    }

    private void node(Level level, SyntaxNode node) {
        if (node instanceof CommentLine comment) {
            comments.add(comment);
            return;
        }
        if (node instanceof Block block) {
            blankLine |= level.block() == null;
            writeComments();
            line(opening(block), block.line());
            last = Last.OPENING_BRACKET;
            levels.push(new Level(block, new CanonicalValue(block), block.body().iterator()));
            return;
        }
        writeComments();
        if (node instanceof ImportLine line) {
            line("import " + line.location() + ';', line.line());
        } else if (node instanceof PropertyLine property) {
            line(property.name() + ": " + level.values().of(property) + ';', property.line());
        } else {
            blankLine = true;
        }
    }

    private static String opening(Block block) {
        String code =
                switch (block.kind()) {
                    case COMPONENT -> block.name().text();
                    case FACET -> ("facet " + block.name()).stripTrailing();
                    case INSTANCE -> ("instance of " + block.name()).stripTrailing();
                };
        return code.isEmpty() || block.isNamedAsKeyword() ? code + '{' : code + " {";
    }

    private void writeComments() {
        for (CommentLine comment : comments) {
            append(comment.text().text().stripTrailing());
        }
        comments.clear();
    }

    /** Writes a line with the comment that is behind its code. */
    private void line(String code, int number) {
        append(source.line(number)
                .comment()
                .map(c -> code + ' ' + c.stripTrailing())
                .orElse(code));
    }

    private void append(String line) {
        boolean possible = last == Last.CLOSING_BRACKET || last == Last.OTHER;
        if (possible && (blankLine || last == Last.CLOSING_BRACKET)) {
            text.append('\n');
        }
        text.append("\t".repeat(Math.min(levels.size() - 1, DEEPEST_INDENT)))
                .append(line)
                .append('\n');
        blankLine = false;
        last = Last.OTHER;
    }
}
