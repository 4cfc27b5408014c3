package net.roboconf.plugin.file.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file of properties that say something, with their numbers, which {@link java.util.Properties} forgets.
 * Lines that a backslash continues are one; blank ones and comments are left out.
 */
final class LogicalLines {

    /**
     * One line.
     *
     * @param number of its first part in the file, from 1
     * @param text with all parts that continue it, as they are written
     */
    record Line(int number, String text) {}

    private LogicalLines() {}

    static List<Line> of(List<String> file) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < file.size(); i++) {
            String start = file.get(i).stripLeading();
            if (start.isEmpty() || start.charAt(0) == '#' || start.charAt(0) == '!') {
                continue;
            }
            int number = i + 1;
            StringBuilder text = new StringBuilder(start);
            while (isContinued(file.get(i)) && i + 1 < file.size()) {
                i++;
                text.append('\n').append(file.get(i));
            }
            lines.add(new Line(number, text.toString()));
        }
        return lines;
    }

    /** An even number of backslashes stands for backslashes. */
    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
