/**
 * What runs on a host that is reached over SSH, where nothing but a JRE 17, a POSIX {@code sh} and {@code tar} is needed:
 * the host program, which the Deployment Manager brings along. It uses the JDK alone and a few classes of
 * {@code net.roboconf.core}; {@link net.roboconf.target.local.internal.ssh} packs all that it refers to into a jar.
 *
 * <p>The Deployment Manager's own machines are ended by the same rules: {@link MachineProcesses}.
 *
 * <pre>
 * FOLDER/lease                   whose the host is: machine, application, Deployment Manager; while it exists, it is taken
 *        lock                    one command at a time
 *        program-HASH/           the host program, with the two scripts around it
 *        agents/HASH/            the agent's distribution, one for each version
 *        machine/                the agent's folder: etc, deploy, data, agent.log; only while the host is leased
 *                agent.properties   what the agent was told; mode 0600
 *                launch.properties  how it is started; when it exists, the machine was made
 * </pre>
 */
package net.roboconf.target.local.internal.host;
