package net.roboconf.core.dsl.syntax;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.ImportLine;

/**
 * A parsed file.
 *
 * @param source the text it was made of
 * @param nodes what is at the top level, in order
 */
public record SyntaxTree(SourceText source, List<SyntaxNode> nodes) {

    public SyntaxTree {
        Objects.requireNonNull(source, "source");
        nodes = List.copyOf(nodes);
    }

    public String file() {
        return source.file();
    }

    /** The blocks at the top level. */
    public List<Block> blocks() {
        return nodes.stream()
                .filter(Block.class::isInstance)
                .map(Block.class::cast)
                .toList();
    }

    public List<ImportLine> imports() {
        return nodes.stream()
                .filter(ImportLine.class::isInstance)
                .map(ImportLine.class::cast)
                .toList();
    }

    public FileKind kind() {
        boolean instances = blocks().stream().anyMatch(b -> b.kind() == BlockKind.INSTANCE);
        boolean types = blocks().stream().anyMatch(b -> b.kind() != BlockKind.INSTANCE);
        if (instances || types) {
            return instances && types ? FileKind.MIXED : instances ? FileKind.INSTANCES : FileKind.GRAPH;
        }
        if (!imports().isEmpty()) {
            return FileKind.AGGREGATOR;
        }
        boolean unread = nodes.stream().anyMatch(SyntaxNode.BadLine.class::isInstance);
        return unread ? FileKind.UNKNOWN : FileKind.EMPTY;
    }

    /**
     * The comment lines right above a component or a facet, without their {@code #}: its description. Empty if there is
     * a blank line in between.
     */
    public String commentAbove(Block block) {
        int first = block.line();
        while (first > 1 && source.line(first - 1).isComment()) {
            first--;
        }
        return source.lines().subList(first - 1, block.line() - 1).stream()
                .map(line -> line.content().strip().substring(1).strip())
                .collect(Collectors.joining("\n"));
    }
}
