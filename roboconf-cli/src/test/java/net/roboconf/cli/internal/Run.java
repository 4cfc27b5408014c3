package net.roboconf.cli.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A call of the command line.
 *
 * @param out what it wrote to the standard output, with line feeds alone at the ends of lines
 * @param err what it wrote to the standard error
 */
record Run(int exitCode, String out, String err) {

    static Run of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = RoboconfCommand.commandLine(false)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(exitCode, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** The standard output with a folder named as a reader would. */
    String outIn(Path folder) {
        return out.replace(folder.toString(), "FOLDER");
    }

    /** The standard error with a folder named as a reader would. */
    String errIn(Path folder) {
        return err.replace(folder.toString(), "FOLDER");
    }
}
