package net.roboconf.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What happened, for people who read why a seed has failed. Only the end is kept. */
final class Story {

    private static final int LINES = 4_000;

    private final VirtualTime time;
    private final Deque<String> lines = new ArrayDeque<>();

    Story(VirtualTime time) {
        this.time = time;
    }

    void tell(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(String.format("%9.3f s  %s", time.now() / 1000.0, line));
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
