package net.roboconf.core.dsl.commands.internal;

import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;

/**
 * A part of an instruction.
 *
 * @param from its first character
 * @param to the one behind its last
 */
record Phrase(MappedText source, int from, int to) {

    String text() {
        return source.text().substring(from, to);
    }

    boolean isEmpty() {
        return from == to;
    }

    /** Whether no variable without a value is in it. */
    boolean isSettled() {
        return source.openings().stream().noneMatch(o -> o.from() < to && o.to() > from);
    }

    Phrase part(int first, int behind) {
        return new Phrase(source, from + first, from + behind);
    }

    Phrase startingAt(int first) {
        return new Phrase(source, from + first, to);
    }

    /** Without white space at both ends. */
    Phrase stripped() {
        int start = from;
        int end = to;
        while (start < end && isSpace(start)) {
            start++;
        }
        while (end > start && isSpace(end - 1)) {
            end--;
        }
        return new Phrase(source, start, end);
    }

    /** What comes before the first white space. */
    Phrase firstWord() {
        int end = from;
        while (end < to && !isSpace(end)) {
            end++;
        }
        return new Phrase(source, from, end);
    }

    private boolean isSpace(int index) {
        return Character.isWhitespace(source.text().charAt(index));
    }

    /**
     * What follows some words at the start, without white space around it; {@code null} if they are not there. Case does
     * not matter.
     *
     * @param words in lower case
     */
    Phrase after(String... words) {
        Phrase rest = stripped();
        for (String word : words) {
            Phrase first = rest.firstWord();
            if (!first.text().equalsIgnoreCase(word)) {
                return null;
            }
            rest = rest.startingAt(first.to() - first.from()).stripped();
        }
        return rest;
    }

    /** The index of the first occurrence of a word, -1 if there is none. White space or an end is on both sides. */
    int indexOf(String word) {
        for (int i = from; i + word.length() <= to; i++) {
            if (isWord(word, i)) {
                return i - from;
            }
        }
        return -1;
    }

    /** The same for the last occurrence. */
    int lastIndexOf(String word) {
        for (int i = to - word.length(); i >= from; i--) {
            if (isWord(word, i)) {
                return i - from;
            }
        }
        return -1;
    }

    private boolean isWord(String word, int index) {
        int end = index + word.length();
        return source.text().regionMatches(true, index, word, 0, word.length())
                && (index == from || isSpace(index - 1))
                && (end == to || isSpace(end));
    }

    Location location() {
        return source.at(from, to);
    }

    /**
     * A finding about this part. It points to the line that the instruction begins on, and if the part is on a later
     * one, to that as well.
     */
    Diagnostic finding(DiagnosticCode code, Object... names) {
        Location exact = location();
        if (exact.line() == source.line()) {
            return Diagnostic.of(code, exact, names);
        }
        return Diagnostic.of(code, source.all().location(), names).relatedTo(exact);
    }
}
