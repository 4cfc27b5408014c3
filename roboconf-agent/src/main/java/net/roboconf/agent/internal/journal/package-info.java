/** The agent's memory on disk. */
package net.roboconf.agent.internal.journal;
