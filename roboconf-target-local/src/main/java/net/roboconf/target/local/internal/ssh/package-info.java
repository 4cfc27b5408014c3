/**
 * Machines on hosts that exist and are reached over SSH: the mode {@code ssh}, on the Deployment Manager's side.
 *
 * <p>A host has one machine at most. {@link net.roboconf.target.local.internal.ssh.Leases} remembers which, in one file of
 * the Deployment Manager, <em>before</em> the host is told; the host remembers it as well, so that another Deployment
 * Manager does not take it, and this one finds its machine when its own file is lost. All that is done on a host is a command
 * of {@link net.roboconf.target.local.internal.host.HostProgram}, which may be given more than once.
 *
 * <pre>
 *   CLAIMING   the host is told that it is this machine's, and gets the agent's distribution: no agent has run,
 *      |       so that another host may be taken when this one does not answer
 *   STARTING   the agent is started: it may run although nobody has heard so
 *      |
 *     MADE     the answer has come
 * </pre>
 *
 * <p>Of a host that was given up while it did not answer, the file keeps the machine as <em>stale</em>: what may be left of
 * it is ended before the host is used again.
 */
package net.roboconf.target.local.internal.ssh;
