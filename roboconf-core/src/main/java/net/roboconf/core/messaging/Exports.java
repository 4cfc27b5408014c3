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
 * @param asker whose question this answers: its agent is known to import from now on, and need not say that it has this;
 *     null when it is said to all, or again
 */
public record Exports(
        ExportsSubject subject,
        MachineKey machine,
        StatementVersion version,
        List<ExportedInstance> instances,
        @MayBeAbsent MachineKey asker)
        implements Message {

    /** Makes the list immutable. */
    public Exports {
        instances = List.copyOf(instances);
    }

    /** What is said to all, or again. */
    public Exports(
            ExportsSubject subject, MachineKey machine, StatementVersion version, List<ExportedInstance> instances) {
        this(subject, machine, version, instances, null);
    }

    /** The same as an answer to this one. */
    public Exports answering(MachineKey asking) {
        return new Exports(subject, machine, version, instances, asking);
    }
}
