package net.roboconf.dm.internal.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headers, as wide as they must be and no wider than the terminal. When they do not fit, the widest columns are
 * cut, never the narrow ones that hold states and names.
 */
final class Table {

    private static final String GAP = "  ";

    /** Less says nothing. */
    private static final int NARROWEST = 8;

    private final String[] headers;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... headers) {
        this.headers = headers;
    }

    /** Adds a row; null is an empty cell. */
    Table row(Object... cells) {
        if (cells.length != headers.length) {
            throw new IllegalArgumentException(cells.length + " cells under " + headers.length + " headers");
        }
        rows.add(Arrays.stream(cells)
                .map(c -> c == null ? "" : oneLine(c.toString()))
                .toArray(String[]::new));
        return this;
    }

    /**
     * The lines, headers first.
     *
     * @param width of the terminal in characters; 0 when there is none
     */
    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(headers, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = Arrays.stream(headers).mapToInt(String::length).toArray();
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        int room = width - GAP.length() * (headers.length - 1);
        while (width > 0 && Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] >= widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].length() > widths[i] ? cells[i].substring(0, widths[i] - 1) + "…" : cells[i];
            line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
        }
        return line.toString().stripTrailing();
    }

    /** What comes from scripts must neither break the table nor command the terminal. */
    private static String oneLine(String text) {
        String first = text.strip().lines().findFirst().orElse("");
        String more = text.strip().contains("\n") ? " …" : "";
        // Indentation is part of a tree.
        String indent =
                text.substring(0, text.length() - text.stripLeading().length()).replaceAll("[^ ]", "");
        return indent + (first + more).replaceAll("\\p{Cntrl}", " ");
    }
}
