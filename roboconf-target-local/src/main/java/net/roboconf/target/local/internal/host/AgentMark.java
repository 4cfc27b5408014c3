package net.roboconf.target.local.internal.host;

import net.roboconf.core.model.MachineKey;
import net.roboconf.core.process.Mark;

/** The mark of an agent's processes, its launcher included. What the agent starts does not inherit it. */
public final class AgentMark {

    private AgentMark() {}

    /** On the agent of this machine and nothing else. */
    public static Mark of(MachineKey key) {
        return new Mark("ROBOCONF_AGENT", key.value());
    }
}
