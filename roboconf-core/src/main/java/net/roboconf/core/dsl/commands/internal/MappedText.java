package net.roboconf.core.dsl.commands.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SourceLine;

/**
 * The text of one instruction, put together from pieces of its file: lines that are joined, and values that stand for
 * variables. Every part of it knows where it comes from.
 *
 * @param openings the parts that are still variables, in order
 */
record MappedText(String file, String text, List<Piece> pieces, List<Opening> openings) {

    /**
     * Where the characters from one index on, up to the next piece, come from.
     *
     * @param fixed the length of the variable that all of them stand for; -1 if they are those of the file
     */
    private record Piece(int start, int line, int column, int fixed) {}

    /**
     * A variable that has no value.
     *
     * @param from the index of its {@code $}
     * @param to the index behind its bracket
     * @param name without white space around it
     * @param known whether it was defined, so that there is an error about its definition already
     */
    record Opening(String name, int from, int to, boolean known) {}

    Phrase all() {
        return new Phrase(this, 0, text.length());
    }

    /** The number of the line that it begins on. */
    int line() {
        return pieces.get(0).line();
    }

    /** Where a part is, as far as it is on one line. */
    Location at(int from, int to) {
        Piece first = pieces.get(indexOfPiece(from));
        if (first.fixed() >= 0) {
            return new Location(file, first.line(), first.column(), first.fixed());
        }
        int column = first.column() + from - first.start();
        int end = column;
        if (to > from) {
            int index = indexOfPiece(to - 1);
            Piece last = pieces.get(index);
            while (last.line() != first.line()) {
                last = pieces.get(--index);
            }
            int lastEnd = index + 1 < pieces.size()
                    ? Math.min(to, pieces.get(index + 1).start())
                    : to;
            end = last.fixed() >= 0 ? last.column() + last.fixed() : last.column() + lastEnd - last.start();
        }
        return new Location(file, first.line(), column, end - column);
    }

    /** The last piece that begins at or before an index. */
    private int indexOfPiece(int at) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start() <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Puts a text together. */
    static final class Builder {

        private final String file;
        private final StringBuilder text = new StringBuilder();
        private final List<Piece> pieces = new ArrayList<>(1);
        private final List<Opening> openings = new ArrayList<>(0);

        Builder(String file) {
            this.file = file;
        }

        /** A part of a line; nothing if it is empty. */
        void append(SourceLine line, int from, int to) {
            if (from < to) {
                pieces.add(new Piece(text.length(), line.number(), from + 1, -1));
                text.append(line.content(), from, to);
            }
        }

        /** A part of another text. */
        void append(MappedText other, int from, int to) {
            int start = from;
            while (start < to) {
                int index = other.indexOfPiece(start);
                Piece piece = other.pieces.get(index);
                int next = index + 1 < other.pieces.size()
                        ? other.pieces.get(index + 1).start()
                        : other.text.length();
                int end = Math.min(to, next);
                int column = piece.fixed() >= 0 ? piece.column() : piece.column() + start - piece.start();
                pieces.add(new Piece(text.length(), piece.line(), column, piece.fixed()));
                text.append(other.text, start, end);
                start = end;
            }
        }

        /** What stands for something at another place. */
        void append(String value, Location place) {
            if (!value.isEmpty()) {
                pieces.add(new Piece(text.length(), place.line(), place.column(), place.length()));
                text.append(value);
            }
        }

        /** A variable that has no value. */
        void appendOpening(MappedText other, int from, int to, String name, boolean known) {
            int start = text.length();
            append(other, from, to);
            openings.add(new Opening(name, start, text.length(), known));
        }

        int length() {
            return text.length();
        }

        boolean isBlank() {
            return text.toString().isBlank();
        }

        /** The text, of which there must be something. */
        MappedText build() {
            return new MappedText(file, text.toString(), List.copyOf(pieces), List.copyOf(openings));
        }
    }
}
