package net.roboconf.simulator;

import java.util.List;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEvent;

/**
 * Changes what goes into an engine and what comes out of it, as a bug in it would. Tests plant such bugs to see that they
 * are found; what is written here changes nothing.
 */
interface Mutation {

    /** The engines as they are. */
    Mutation NONE = new Mutation() {};

    /** What an agent's engine hears instead of an event; nothing, when the list is empty. */
    default List<AgentEvent> hears(SimAgent agent, AgentEvent event) {
        return List.of(event);
    }

    /** What an agent does instead of these effects. */
    default List<AgentEffect> does(SimAgent agent, List<AgentEffect> effects) {
        return effects;
    }

    /** What the Deployment Manager's engine hears instead of an event; nothing, when the list is empty. */
    default List<DmEvent> hears(DmEvent event) {
        return List.of(event);
    }

    /** What the Deployment Manager does instead of these effects. */
    default List<DmEffect> does(List<DmEffect> effects) {
        return effects;
    }

    /** Whether a Deployment Manager does something outside, when it holds its lease or not. */
    default boolean mayAct(boolean held) {
        return held;
    }

    /** Whether the store takes something from a Deployment Manager, when it is its turn or not. */
    default boolean stores(boolean turn) {
        return turn;
    }
}
