/**
 * What turns the agent's engine into an agent: its inbox, its timers, its memory and its messaging. Start reading at
 * {@link net.roboconf.agent.internal.host.AgentHost}.
 */
package net.roboconf.agent.internal.host;
