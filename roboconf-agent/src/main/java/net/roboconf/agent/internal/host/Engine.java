package net.roboconf.agent.internal.host;

import java.util.List;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEngine;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentIdentity;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.engine.Moment;

/** What a host drives: the {@link AgentEngine}, or a script in tests. Called by one thread at a time. */
public interface Engine {

    /** The first effects. Called once, before {@link #handle}. */
    List<AgentEffect> start(Moment now);

    /** What is to be done about an event. An exception ends the engine for good. */
    List<AgentEffect> handle(AgentEvent event, Moment now);

    /** What people who ask the agent are told. */
    AgentView view();

    /** Makes engines, one for each time that an agent begins anew. */
    interface Maker {

        /** An engine that begins from what is remembered. */
        Engine make(AgentIdentity identity, AgentMemory memory);
    }

    /** Makes real ones. */
    static Maker real(AgentTuning tuning) {
        return (identity, memory) -> {
            AgentEngine engine = new AgentEngine(identity, tuning, memory);
            return new Engine() {
                @Override
                public List<AgentEffect> start(Moment now) {
                    return engine.start(now);
                }

                @Override
                public List<AgentEffect> handle(AgentEvent event, Moment now) {
                    return engine.handle(event, now);
                }

                @Override
                public AgentView view() {
                    return engine.view();
                }
            };
        };
    }
}
