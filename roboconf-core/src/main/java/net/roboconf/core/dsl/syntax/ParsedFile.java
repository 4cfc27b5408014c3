package net.roboconf.core.dsl.syntax;

import java.util.List;
import java.util.Objects;
import net.roboconf.core.dsl.Diagnostic;

/**
 * What came out of parsing one file.
 *
 * @param tree as much as could be read
 * @param diagnostics what could not, in the order of the lines
 * @param complete {@code false} if a block may be missing from the tree, or nested otherwise than its author meant
 */
public record ParsedFile(SyntaxTree tree, List<Diagnostic> diagnostics, boolean complete) {

    public ParsedFile {
        Objects.requireNonNull(tree, "tree");
        diagnostics = List.copyOf(diagnostics);
    }
}
