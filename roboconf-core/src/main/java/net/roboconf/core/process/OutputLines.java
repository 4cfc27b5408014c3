package net.roboconf.core.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes lines of a stream of bytes in UTF-8, in bounded memory: what is beyond the limit of a line is dropped. Not safe
 * for several threads.
 */
final class OutputLines {

    /** How many of the last lines are kept. */
    static final int TAIL_LINES = 20;

    /** The longest line, in bytes: more than people read, little enough to be kept and sent twenty at a time. */
    static final int LINE_BYTES = 4096;

    private static final String CUT = " … (cut)";

    private final Consumer<String> consumer;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final Deque<String> tail = new ArrayDeque<>(TAIL_LINES);
    private boolean cut;

    OutputLines(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    void add(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                endLine();
                start = i + 1;
            }
        }
        append(bytes, start, length);
    }

    /** Hands over a last line that has no line end. */
    void finish() {
        if (line.size() > 0) {
            endLine();
        }
    }

    List<String> tail() {
        return List.copyOf(tail);
    }

    private void append(byte[] bytes, int from, int to) {
        int room = LINE_BYTES - line.size();
        cut |= to - from > room;
        line.write(bytes, from, Math.min(to - from, room));
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        if (cut) {
            text += CUT;
        } else if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        line.reset();
        cut = false;
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(text);
        consumer.accept(text);
    }
}
