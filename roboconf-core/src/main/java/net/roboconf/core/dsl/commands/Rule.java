package net.roboconf.core.dsl.commands;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done when something happens.
 *
 * @param file where it is written, relative to the project
 * @param name what people call it
 * @param sleepPeriod the least time between two executions, zero for none
 * @param timeWindow how old the event may be at most; empty for any age
 * @param occurrences how many events it takes, at least 1
 * @param event the name of the event, with single spaces if it has several words
 * @param commands the names of the commands to execute, in order, at least one
 */
public record Rule(
        String file,
        String name,
        Duration sleepPeriod,
        Optional<Duration> timeWindow,
        int occurrences,
        String event,
        List<String> commands) {

    /** How the names of files of rules end. */
    public static final String EXTENSION = ".drl";

    public Rule {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sleepPeriod, "sleepPeriod");
        Objects.requireNonNull(timeWindow, "timeWindow");
        Objects.requireNonNull(event, "event");
        commands = List.copyOf(commands);
        if (occurrences < 1) {
            throw new IllegalArgumentException("occurrences must be at least 1: " + occurrences);
        }
    }
}
