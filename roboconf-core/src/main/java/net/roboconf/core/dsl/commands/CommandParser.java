package net.roboconf.core.dsl.commands;

import net.roboconf.core.dsl.commands.internal.CommandReader;

/** Reads a file of commands. Stateless, for any number of threads. */
public final class CommandParser {

    /**
     * Reads a file and finds all that is wrong with it, in linear time. Never fails, whatever the text is.
     *
     * @param file its path in the project, or its name
     * @param text all of it
     */
    public ParsedCommands parse(String file, String text, CommandContext context) {
        return CommandReader.read(file, text, context);
    }
}
