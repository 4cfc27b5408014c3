package net.roboconf.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What happened, for people who read why a seed has failed. Only the end is kept. */
final class Story {

    private static final int LINES = 4_000;
    private static final int TRACED_LINES = 400_000;

    private final VirtualTime time;
    private final Deque<String> lines = new ArrayDeque<>();

    /** What is told in every detail; null when nothing is. */
    private String traced;

    Story(VirtualTime time) {
        this.time = time;
    }

    void tell(String line) {
        if (lines.size() == (traced == null ? LINES : TRACED_LINES)) {
            lines.removeFirst();
        }
        lines.addLast(String.format("%9.3f s  %s", time.now() / 1000.0, line));
    }

    /** From now on, what mentions this word is told in every detail, and much more of the story is kept. */
    void trace(String word) {
        traced = word;
    }

    /** A detail, told only when it mentions what is traced. */
    void trace(Supplier<String> detail) {
        if (traced != null) {
            String line = detail.get();
            if (line.contains(traced)) {
                tell("    " + line);
            }
        }
    }

    /** The lines that mention one of these words; all when there are none. */
    String text(String... words) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            boolean wanted = words.length == 0;
            for (String word : words) {
                wanted |= line.contains(word);
            }
            if (wanted) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }
}
