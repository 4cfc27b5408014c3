/**
 * The agent's engine: a deterministic state machine that turns events into effects, on one thread, without clock, thread,
 * socket or file. Start reading at {@link net.roboconf.agent.internal.engine.AgentEngine}.
 */
package net.roboconf.agent.internal.engine;
