package net.roboconf.core.dsl.commands;

import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.commands.internal.RuleReader;

/** Reads an autonomic rule. Stateless, for any number of threads. */
public final class RuleParser {

    /**
     * Reads a file and finds all that is wrong with it, in linear time. Never fails, whatever the text is.
     *
     * @param file its path in the project, or its name
     * @param text all of it
     * @param commands the names of the commands that can be executed; empty if they are not known
     */
    public ParsedRule parse(String file, String text, Optional<Set<String>> commands) {
        return RuleReader.read(file, text, commands);
    }
}
