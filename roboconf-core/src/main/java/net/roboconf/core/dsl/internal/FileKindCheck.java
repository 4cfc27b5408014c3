package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.FileKind;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxTree;

/** Checks that a file holds what it is for: types in a graph, instances in a file of instances. */
final class FileKindCheck {

    private final Findings findings;
    private final boolean graph;

    /** @param graph {@code true} where types are expected, {@code false} where instances are */
    FileKindCheck(Findings findings, boolean graph) {
        this.findings = findings;
        this.graph = graph;
    }

    /**
     * Reports a file of another kind.
     *
     * @param importedAt where the file is imported, empty if it is the first one
     * @return {@code false} if the file is another one than was meant, so that something may be missing
     */
    boolean accepts(SyntaxTree tree, Optional<Location> importedAt) {
        FileKind kind = tree.kind();
        if (kind == FileKind.EMPTY) {
            findings.add(P_EMPTY_FILE, firstLine(tree), tree.file());
        } else if (kind == FileKind.MIXED) {
            boolean instanceFirst = isInstance(tree.blocks().get(0));
            Block other = first(tree, !instanceFirst);
            findings.add(Diagnostic.of(P_INVALID_FILE_TYPE, firstLine(tree), tree.file())
                    .relatedTo(other.name().location()));
        } else if (graph && kind == FileKind.INSTANCES) {
            return wrong(CO_NOT_A_GRAPH, tree, importedAt);
        } else if (!graph && kind == FileKind.GRAPH) {
            return wrong(CO_NOT_INSTANCES, tree, importedAt);
        }
        return true;
    }

    /** What is said of a file as a whole is said, as ever, on its first line. */
    private static Location firstLine(SyntaxTree tree) {
        return new Location(tree.file(), 1, 1, 0);
    }

    private boolean wrong(DiagnosticCode code, SyntaxTree tree, Optional<Location> importedAt) {
        Location where = tree.blocks().get(0).name().location();
        Diagnostic found = Diagnostic.of(code, where, tree.file());
        findings.add(importedAt.map(found::relatedTo).orElse(found));
        return false;
    }

    private static boolean isInstance(Block block) {
        return block.kind() == BlockKind.INSTANCE;
    }

    private static Block first(SyntaxTree tree, boolean instance) {
        return tree.blocks().stream()
                .filter(b -> isInstance(b) == instance)
                .findFirst()
                .orElseThrow();
    }
}
