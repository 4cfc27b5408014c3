package net.roboconf.core.dsl.syntax;

import java.util.List;
import java.util.Objects;

/**
 * A line, or a block of lines. In a file without parse errors every line is exactly one node, or the first or last line
 * of one block; comments behind something on the same line are found in the {@link SourceLine}.
 */
public sealed interface SyntaxNode {

    /** The number of its first line. */
    int line();

    /** White space only. */
    record BlankLine(int line) implements SyntaxNode {}

    /** A comment only. */
    record CommentLine(Token text) implements SyntaxNode {
        @Override
        public int line() {
            return text.location().line();
        }
    }

    /**
     * {@code import location;}
     *
     * @param keyword as written, in any case
     * @param location of another file, relative to {@code graph/} or {@code instances/}; may be empty
     */
    record ImportLine(Token keyword, Token location) implements SyntaxNode {
        @Override
        public int line() {
            return keyword.location().line();
        }
    }

    /**
     * {@code name: value;}
     *
     * @param value from its first character that is not white space to the semicolon; spaces before this are kept
     */
    record PropertyLine(Token name, Token value) implements SyntaxNode {
        @Override
        public int line() {
            return name.location().line();
        }
    }

    /** A line that could not be read, or a part of one. There is an error about it. */
    record BadLine(Token text) implements SyntaxNode {
        @Override
        public int line() {
            return text.location().line();
        }
    }

    /**
     * A component, a facet or an instance.
     *
     * @param keyword {@code facet} or {@code instance of} as written; empty for a component
     * @param name of the facet, of the component, or of the component of the instance; may be empty
     * @param body what is between the brackets, in order
     * @param lastLine the number of the line that closes it
     * @param damaged whether something in it, its nested blocks apart, could not be read
     */
    record Block(BlockKind kind, Token keyword, Token name, List<SyntaxNode> body, int lastLine, boolean damaged)
            implements SyntaxNode {

        public Block {
            Objects.requireNonNull(kind, "kind");
            body = List.copyOf(body);
        }

        /** Whether this is a component that would be read as something else if a space came before its bracket. */
        public boolean isNamedAsKeyword() {
            return kind == BlockKind.COMPONENT && Words.isKeyword(name.text());
        }

        @Override
        public int line() {
            return name.location().line();
        }
    }
}
