package net.roboconf.core.messaging;

import java.util.List;
import net.roboconf.core.model.MachineKey;

/**
 * From an agent to the agents that import: all <em>started</em> instances of one prefix on its machine. An empty list
 * withdraws what was stated before.
 *
 * @param subject of which application, and which of its prefixes
 * @param machine the machine that speaks
 * @param version newest wins
 * @param instances sorted by path
 */
public record Exports(
        ExportsSubject subject, MachineKey machine, StatementVersion version, List<ExportedInstance> instances)
        implements Message {

    /** Makes the list immutable. */
    public Exports {
        instances = List.copyOf(instances);
    }
}
