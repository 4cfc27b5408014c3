package net.roboconf.core.dsl.commands;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;

/**
 * What a file of commands is read for. What is empty is not known, and nothing that depends on it is judged.
 *
 * @param graph the components that can be created
 * @param instances the root instances that exist, with all that is placed over them
 * @param commands the names of the commands that can be executed
 * @param clock for variables that hold a time
 * @param ids for variables that hold a UUID, each another one
 */
public record CommandContext(
        Optional<Graph> graph,
        Optional<List<InstanceDefinition>> instances,
        Optional<Set<String>> commands,
        Clock clock,
        Supplier<UUID> ids) {

    public CommandContext {
        Objects.requireNonNull(graph, "graph");
        instances = instances.map(List::copyOf);
        commands = commands.map(Set::copyOf);
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(ids, "ids");
    }

    /** To check a file by itself: only what is wrong whatever the application is. */
    public static CommandContext unknown() {
        return forChecking(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** To check a file without executing it: the time stands still, so that the same file has the same findings. */
    public static CommandContext forChecking(
            Optional<Graph> graph, Optional<List<InstanceDefinition>> instances, Optional<Set<String>> commands) {
        AtomicLong ids = new AtomicLong();
        return new CommandContext(
                graph,
                instances,
                commands,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                () -> new UUID(0, ids.incrementAndGet()));
    }
}
