/**
 * Machines on the host of the Deployment Manager: the target {@code local}.
 *
 * <p>A machine is a folder. Its record is written there before anything is started, so that whatever happens in between,
 * the folder says that the machine exists; it is gone when the folder is gone. Nothing else is remembered: after a
 * restart of the Deployment Manager all machines are read from their folders.
 *
 * <p>As the init of a real machine would, a thread starts the agents of all machines that should run, whenever they do
 * not; the software that they have started lives on meanwhile, and the next agent adopts it.
 *
 * <pre>
 * machines/KEY/machine.json       what the machine is and whether it should exist; mode 0600
 *              agent.properties   what its agent was told, its password included; mode 0600
 *              agent.pid          the number of its agent's launcher; a hint, verified by the mark of the process
 *              agent.log          what the agent's launcher prints
 *              etc, deploy, data  the agent's own, made from its distribution
 *              memory.jsonl …     the agent's own when it runs in this process
 * machines/.agents/HASH           distributions that came as archives, unpacked
 * machines/.leases.json           which machine has which host: {@link net.roboconf.target.local.internal.ssh}
 * </pre>
 */
package net.roboconf.target.local.internal;
