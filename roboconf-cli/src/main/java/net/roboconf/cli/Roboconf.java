package net.roboconf.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import net.roboconf.cli.internal.RoboconfCommand;

/**
 * What the script {@code roboconf} runs. Everything is written in UTF-8, colours only if the system property {@code
 * roboconf.colours} is {@code true}: the script knows better than Java whether this is a terminal.
 */
public final class Roboconf {

    private Roboconf() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int exitCode = RoboconfCommand.commandLine(Boolean.getBoolean("roboconf.colours"))
                .setOut(out)
                .setErr(err)
                .execute(arguments);
        if (out.checkError() && exitCode == 0) {
            err.println("roboconf: not all could be written to the standard output.");
            exitCode = 1;
        }
        err.flush();
        System.exit(exitCode);
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }
}
