/** Karaf's commands about the agent of this machine. Only there where Karaf's shell is. */
package net.roboconf.agent.internal.shell;
