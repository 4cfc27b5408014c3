package net.roboconf.core.dsl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.roboconf.core.dsl.syntax.SourceText;
import net.roboconf.core.dsl.syntax.SyntaxNode;
import net.roboconf.core.dsl.syntax.SyntaxTree;

/** Which lines of a file the nodes of its tree stand for. */
final class SyntaxLines {

    private SyntaxLines() {}

    static List<Integer> of(SyntaxTree tree) {
        List<Integer> lines = new ArrayList<>();
        Deque<SyntaxNode> nodes = new ArrayDeque<>(tree.nodes());
        while (!nodes.isEmpty()) {
            SyntaxNode node = nodes.remove();
            lines.add(node.line());
            if (node instanceof SyntaxNode.Block block) {
                lines.add(block.lastLine());
                nodes.addAll(block.body());
            }
        }
        return lines.stream().sorted().toList();
    }

    static List<Integer> all(SourceText source) {
        return IntStream.rangeClosed(1, source.lines().size()).boxed().toList();
    }
}
