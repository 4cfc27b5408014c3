package net.roboconf.core.dsl.syntax;

import java.util.ArrayList;
import java.util.List;

/** A block whose closing bracket has not been read yet. */
final class OpenBlock {

    private final BlockKind kind;
    private final Token keyword;
    private final Token name;
    private final List<SyntaxNode> body = new ArrayList<>();
    private boolean damaged;
    /** Its opening bracket was missing and may still come, on a line of its own. */
    private boolean awaitingBracket;

    OpenBlock(BlockKind kind, Token keyword, Token name) {
        this.kind = kind;
        this.keyword = keyword;
        this.name = name;
    }

    BlockKind kind() {
        return kind;
    }

    Token name() {
        return name;
    }

    /** How messages call it. */
    String title() {
        if (name.text().isEmpty()) {
            return "this " + kind.word();
        }
        return (kind == BlockKind.INSTANCE ? "the instance of " : "the " + kind.word() + ' ') + name.text();
    }

    void add(SyntaxNode node) {
        body.add(node);
    }

    void damage() {
        damaged = true;
    }

    boolean isAwaitingBracket() {
        return awaitingBracket;
    }

    void awaitBracket(boolean value) {
        awaitingBracket = value;
    }

    SyntaxNode.Block closedAt(int lastLine) {
        return new SyntaxNode.Block(kind, keyword, name, body, lastLine, damaged);
    }
}
