package net.roboconf.core.dsl.syntax;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SyntaxNode.BadLine;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.ImportLine;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;

/**
 * Reads a {@code .graph} or {@code .instances} file, line by line, and never gives up: what cannot be read is reported
 * and kept as it is, and reading goes on with the next property or block.
 *
 * <p>A line is worked off in pieces. A sound line has one; where several things were put on one line (<code>
 * VM { installer: target; }</code>) the first piece is reported and the others are read without further complaint.
 * Blocks are kept on a stack of our own, not on the thread's: nesting has no limit.
 */
public final class SyntaxParser {

    /** How much of a line with too many things on it is read; more would make a hostile line costly. */
    private static final int MOST_PIECES = 20;

    /** More is no longer read by anybody, but would cost far more memory than the file. */
    private static final int MOST_FINDINGS = 100_000;

    private final SourceText source;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<SyntaxNode> top = new ArrayList<>();
    private final Deque<OpenBlock> open = new ArrayDeque<>();
    private boolean complete = true;
    /** Something on this line was reported already. */
    private boolean quiet;

    private SyntaxParser(SourceText source) {
        this.source = source;
    }

    /**
     * Parses a file. Never fails, whatever the text is.
     *
     * @param file its name in diagnostics, relative to the project
     * @param text all of it
     */
    public static ParsedFile parse(String file, String text) {
        SyntaxParser parser = new SyntaxParser(SourceText.of(file, text));
        parser.parse();
        SyntaxTree tree = new SyntaxTree(parser.source, parser.top);
        return new ParsedFile(tree, parser.diagnostics, parser.complete);
    }

    private void parse() {
        for (SourceLine line : source.lines()) {
            Token rest = Token.of(line.code(), source.file(), line.number(), 1).stripped();
            if (rest.text().isEmpty()) {
                add(blankOrComment(line));
            }
            quiet = false;
            for (int pieces = 0; !rest.text().isEmpty() && pieces < MOST_PIECES; pieces++) {
                rest = piece(line, rest).stripped();
                quiet = true;
            }
            if (!rest.text().isEmpty()) {
                unread(rest);
            }
        }
        quiet = false;
        while (!open.isEmpty() && open.element().isAwaitingBracket()) {
            close(source.lines().size());
        }
        if (!open.isEmpty()) {
            missingClosingBracket(new Location(source.file(), source.lines().size() + 1, 1, 0));
        }
        while (!open.isEmpty()) {
            close(source.lines().size());
        }
    }

    private SyntaxNode blankOrComment(SourceLine line) {
        int column = line.content().indexOf('#') + 1;
        return column == 0
                ? new SyntaxNode.BlankLine(line.number())
                : new SyntaxNode.CommentLine(
                        Token.of(line.content().substring(column - 1), source.file(), line.number(), column));
    }

    /** Reads what a line begins with, and returns what is left of it. */
    private Token piece(SourceLine line, Token text) {
        OpenBlock block = open.peek();
        if (block != null && block.isAwaitingBracket()) {
            block.awaitBracket(false);
            if (text.text().startsWith("{")) {
                return from(text, 1);
            }
            if (!text.text().startsWith("}") && !Words.isProperty(text.text())) {
                close(line.number() - 1);
            }
        }
        if (text.text().startsWith("}")) {
            return closingBracket(text);
        }
        return open.isEmpty() ? topLevel(line, text) : withinBlock(line, text);
    }

    private Token closingBracket(Token text) {
        Token rest = from(text, 1).stripped();
        if (open.isEmpty()) {
            report(Diagnostic.of(P_UNRECOGNIZED_BLOCK, text.location(), text.text())
                    .suggesting("There is no block to close here."));
            complete = false;
            add(new BadLine(text.part(0, 1)));
        } else {
            close(text.location().line());
        }
        if (!rest.text().isEmpty()) {
            report(P_C_C_BRACKET_EXTRA_CHARACTERS, rest.location(), rest.text());
        }
        return rest;
    }

    private Token topLevel(SourceLine line, Token text) {
        String t = text.text();
        if (Words.keyword(t, Words.IMPORT) > 0) {
            return importLine(text);
        }
        if (Words.keyword(t, Words.FACET) > 0 || Words.instanceOf(t) > 0 || isComponent(line, t)) {
            return openBlock(text);
        }
        report(P_UNRECOGNIZED_BLOCK, text.location(), t);
        complete = false;
        add(new BadLine(text));
        return from(text, t.length());
    }

    private boolean isComponent(SourceLine line, String text) {
        int bracket = text.indexOf('{');
        if (bracket >= 0) {
            int colon = text.indexOf(':');
            return colon < 0 || colon > bracket;
        }
        if (text.chars().anyMatch(c -> Character.isWhitespace(c) || ":;\"".indexOf(c) >= 0)) {
            return false;
        }
        String next = nextCode(line.number());
        return next.startsWith("{") || Words.isProperty(next);
    }

    /** The code of the next line that has some. */
    private String nextCode(int after) {
        for (int number = after + 1; number <= source.lines().size(); number++) {
            String code = source.line(number).code().strip();
            if (!code.isEmpty()) {
                return code;
            }
        }
        return "";
    }

    private Token importLine(Token text) {
        Token keyword = text.part(0, Words.IMPORT.length());
        Token rest = from(text, Words.IMPORT.length());
        int end = rest.text().indexOf(';');
        Token location = (end < 0 ? rest : rest.part(0, end)).stripped();
        add(new ImportLine(keyword, location));
        if (end < 0) {
            report(P_IMPORT_ENDS_WITH_SEMI_COLON, end(location), location.text());
            return from(rest, rest.text().length());
        }
        if (location.text().isEmpty()) {
            report(PM_EMPTY_IMPORT_LOCATION, keyword.location());
        }
        return afterSemicolon(from(rest, end + 1));
    }

    private Token afterSemicolon(Token rest) {
        Token extra = rest.stripped();
        if (!extra.text().isEmpty()) {
            report(P_ONE_BLOCK_PER_LINE, extra.location(), extra.text());
        }
        return extra;
    }

    private Token openBlock(Token text) {
        int facet = Words.keyword(text.text(), Words.FACET);
        int instance = Words.instanceOf(text.text());
        BlockKind kind = facet > 0 ? BlockKind.FACET : instance > 0 ? BlockKind.INSTANCE : BlockKind.COMPONENT;
        Token keyword = text.part(0, Math.max(facet, instance));
        Token rest = from(text, Math.max(facet, instance));
        int bracket = rest.text().indexOf('{');
        Token name = (bracket < 0 ? rest : rest.part(0, bracket)).stripped();
        OpenBlock block = new OpenBlock(kind, keyword, name);
        open.push(block);
        if (bracket < 0) {
            report(P_O_C_BRACKET_MISSING, text.location(), block.title());
            complete = false;
            block.damage();
            block.awaitBracket(true);
            return from(rest, rest.text().length());
        }
        Token extra = from(rest, bracket + 1).stripped();
        if (!extra.text().isEmpty()) {
            report(P_O_C_BRACKET_EXTRA_CHARACTERS, extra.location(), block.title(), extra.text());
        }
        return extra;
    }

    private Token withinBlock(SourceLine line, Token text) {
        OpenBlock block = open.element();
        String t = text.text();
        if (Words.isProperty(t)) {
            return property(line, text);
        }
        boolean instance = block.kind() == BlockKind.INSTANCE;
        if (Words.startsBlock(t)) {
            if (instance && Words.instanceOf(t) == 0) {
                report(forbiddenElement(text, t.startsWith("{") ? "this block" : "'" + t + "'"));
            } else if (!instance) {
                notClosed(block, text);
                close(line.number() - 1);
            }
            return openBlock(text);
        }
        unread(text);
        if (instance && Words.keyword(t, Words.IMPORT) > 0) {
            report(forbiddenElement(text, "the import"));
        } else {
            report(badLine(block, text));
        }
        return from(text, t.length());
    }

    private static Diagnostic forbiddenElement(Token text, String what) {
        Diagnostic found = Diagnostic.of(PM_INVALID_INSTANCE_ELEMENT, text.location(), what);
        boolean misspelt = text.text().regionMatches(true, 0, "instance", 0, 8);
        return misspelt ? found.suggesting("Did you mean 'instance of'?") : found;
    }

    private static Diagnostic badLine(OpenBlock block, Token text) {
        Diagnostic found = block.kind() == BlockKind.INSTANCE
                ? Diagnostic.of(P_INVALID_PROPERTY_OR_INSTANCE, text.location(), text.text())
                : Diagnostic.of(
                        P_INVALID_PROPERTY,
                        text.location(),
                        text.text(),
                        block.kind().word());
        String word = Words.propertyWithoutColon(text.text());
        return word.isEmpty() ? found : found.suggesting("Is a colon missing after " + word + "?");
    }

    private Token property(SourceLine line, Token text) {
        Token name = text.part(0, Words.propertyName(text.text()));
        int colon = text.text().indexOf(':', name.text().length());
        Token value = from(text, Words.skipSpaces(text.text(), colon + 1));
        int end = Words.endOfValue(name.text(), value.text());
        if (end >= 0) {
            add(new PropertyLine(name, value.part(0, end)));
            return afterSemicolon(from(value, end + 1));
        }
        // "installer: target }": the block ends here too.
        boolean closes = value.text().endsWith("}") && value.text().indexOf('{') < 0;
        Token rest = from(value, value.text().length() - (closes ? 1 : 0));
        value = value.part(0, value.text().length() - (closes ? 1 : 0)).stripped();
        add(new PropertyLine(name, value));
        Diagnostic found = Diagnostic.of(P_PROPERTY_ENDS_WITH_SEMI_COLON, end(value), name.text());
        report(Words.cutsQuotedText(line) ? found.suggesting("A # begins a comment, even within quotes.") : found);
        return rest;
    }

    private void unread(Token text) {
        if (!open.isEmpty()) {
            open.element().damage();
        }
        add(new BadLine(text));
    }

    /** The next block begins in one that cannot hold any: for the language a bad line, for people a missing bracket. */
    private void notClosed(OpenBlock block, Token text) {
        report(Diagnostic.of(
                        P_INVALID_PROPERTY,
                        text.location(),
                        text.text(),
                        block.kind().word())
                .suggesting("Is the closing bracket of " + block.title() + " missing before this line?")
                .relatedTo(block.name().location()));
        complete = false;
    }

    private void missingClosingBracket(Location where) {
        OpenBlock block = open.element();
        report(Diagnostic.of(P_C_C_BRACKET_MISSING, where, block.title())
                .relatedTo(block.name().location()));
        complete = false;
    }

    private void close(int lastLine) {
        Block block = open.remove().closedAt(lastLine);
        add(block);
    }

    private void add(SyntaxNode node) {
        if (open.isEmpty()) {
            top.add(node);
        } else {
            open.element().add(node);
        }
    }

    private void report(DiagnosticCode code, Location location, Object... names) {
        report(Diagnostic.of(code, location, names));
    }

    private void report(Diagnostic diagnostic) {
        if (!quiet && diagnostics.size() < MOST_FINDINGS) {
            diagnostics.add(diagnostic);
        }
        quiet = true;
    }

    private static Token from(Token text, int index) {
        return text.part(index, text.text().length());
    }

    private static Location end(Token token) {
        Location at = token.location();
        return new Location(at.file(), at.line(), at.column() + at.length(), 0);
    }
}
