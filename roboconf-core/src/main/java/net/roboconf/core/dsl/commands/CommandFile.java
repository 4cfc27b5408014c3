package net.roboconf.core.dsl.commands;

import java.util.List;
import java.util.Objects;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * A file of commands, read for certain instances at a certain time. Variables depend on both, so a file is read anew,
 * from its {@link #source()}, each time that it is executed.
 *
 * @param name what {@code execute} and rules call it: its path in {@code commands/} without {@code .commands}
 * @param source the file as it is
 * @param instructions those without error, in order
 * @param skipped how many instructions are left out because they use a variable that names an instance which does not
 *     exist: no error
 */
public record CommandFile(String name, SourceText source, List<Instruction> instructions, int skipped) {

    /** How the names of files of commands end. */
    public static final String EXTENSION = ".commands";

    private static final String FOLDER = "commands/";

    public CommandFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        instructions = List.copyOf(instructions);
        if (skipped < 0) {
            throw new IllegalArgumentException("skipped must not be negative: " + skipped);
        }
    }

    /**
     * The name of the command that is in a file.
     *
     * @param file its path in the project, or its name alone
     */
    public static String nameOf(String file) {
        String name = file.startsWith(FOLDER) ? file.substring(FOLDER.length()) : file;
        return withoutExtension(name);
    }

    /** The name of a command as an instruction or a rule may write it: with or without {@value #EXTENSION}. */
    public static String withoutExtension(String name) {
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }
}
