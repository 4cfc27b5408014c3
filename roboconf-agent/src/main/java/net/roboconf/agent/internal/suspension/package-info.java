/**
 * Keeps out a plug-in that was running when the process ran out of memory, so that the next run of the process does not end
 * in the same way. Start reading at {@link net.roboconf.agent.internal.suspension.OutOfMemory}.
 */
package net.roboconf.agent.internal.suspension;
