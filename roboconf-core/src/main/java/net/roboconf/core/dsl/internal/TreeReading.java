package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxTree;

/** Reads the blocks of parsed files, in the order of the files. */
final class TreeReading {

    private TreeReading() {}

    /** The components and facets. */
    static List<DeclaredType> types(List<SyntaxTree> trees, Findings findings, Spelling spelling) {
        List<DeclaredType> types = new ArrayList<>();
        for (SyntaxTree tree : trees) {
            for (Block block : tree.blocks()) {
                if (block.kind() != BlockKind.INSTANCE) {
                    types.add(TypeReader.read(block, findings, spelling));
                }
            }
        }
        return types;
    }

    /** The instances, each with what is nested in it. */
    static InstanceTree instances(List<SyntaxTree> trees, Findings findings) {
        List<DeclaredInstance> roots = new ArrayList<>();
        for (SyntaxTree tree : trees) {
            for (Block block : tree.blocks()) {
                if (block.kind() == BlockKind.INSTANCE) {
                    roots.add(InstanceReader.read(block, findings));
                }
            }
        }
        return new InstanceTree(roots);
    }
}
