package net.roboconf.dm.internal.shell;

import java.io.PrintStream;
import net.roboconf.dm.internal.json.Json;

/** Where a command writes to. */
final class Output {

    private final PrintStream out;
    private final int width;
    private final Json json = new Json();

    /** @param width of the terminal in characters; 0 when there is none */
    Output(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    void line(String text) {
        out.println(text);
    }

    /** Text of others, which must not command the terminal. */
    void foreign(String text) {
        out.println(text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", ""));
    }

    void table(Table table) {
        table.lines(width).forEach(out::println);
    }

    void json(Object value) {
        out.println(json.pretty(value));
    }
}
