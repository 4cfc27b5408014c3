package net.roboconf.agent.internal.engine;

import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * Who an agent is during one run of its process.
 *
 * @param machine the key of its machine
 * @param application its application
 * @param path the path of its machine's instance
 * @param address the address that others reach the machine by
 * @param bootId random per start of the agent
 * @param kernelBoot identifies the run of the kernel: when it changed, nothing of the software runs any more
 */
public record AgentIdentity(
        MachineKey machine, String application, InstancePath path, String address, String bootId, String kernelBoot) {}
