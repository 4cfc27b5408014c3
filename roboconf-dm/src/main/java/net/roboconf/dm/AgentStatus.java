package net.roboconf.dm;

/** How the Deployment Manager sees the agent of a machine. Says nothing about the software that runs there. */
public enum AgentStatus {
    /** There is no machine. */
    NONE,
    /** The machine is there or being made, and its agent has not reported yet. */
    AWAITED,
    /** It reports. */
    CONNECTED,
    /** It has not reported for longer than the grace. */
    LOST,
    /** It is silent together with many others: the Deployment Manager suspects its own connection. */
    UNREACHABLE,
    /** Two agents speak under one machine key; none is given orders until one is gone. */
    DUPLICATE
}
