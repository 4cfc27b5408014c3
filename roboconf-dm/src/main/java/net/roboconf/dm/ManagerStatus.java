package net.roboconf.dm;

import java.util.List;
import java.util.Set;

/**
 * How the Deployment Manager itself is.
 *
 * @param ready whether requests are taken
 * @param term grows each time it becomes active; 0 before
 * @param messaging the kind of messaging in use: {@code rabbitmq}; empty before
 * @param connected whether it is connected to the broker
 * @param suspended whether it gives no orders until a person confirms ({@link Manager#resumeOrders})
 * @param targets the kinds of targets that are installed
 * @param notices what a person should know or do, each a sentence; empty when all is well
 * @param published messages handed to the broker since the start
 * @param recipeBytes bytes of recipes handed to the broker since it was entered, as they travel: a third more than the files
 *     have
 * @param rejected messages that were set aside since the start ({@link Manager#rejected})
 */
public record ManagerStatus(
        boolean ready,
        long term,
        String messaging,
        boolean connected,
        boolean suspended,
        Set<String> targets,
        List<String> notices,
        long published,
        long recipeBytes,
        long rejected) {

    /** Makes the collections immutable. */
    public ManagerStatus {
        targets = Set.copyOf(targets);
        notices = List.copyOf(notices);
    }
}
