package net.roboconf.agent.internal.host;

import java.util.List;
import net.roboconf.agent.internal.probe.ProbeState;
import net.roboconf.agent.internal.step.PluginState;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.UnusedExtension;

/**
 * How an agent is, for people.
 *
 * @param machine the key of its machine
 * @param application its application
 * @param path the path of its machine's instance
 * @param address the address that others reach the machine by
 * @param connected whether messages can pass
 * @param connection why not; empty when they can
 * @param messaging where the broker is that is used, or tried; empty for an agent that shares a connection
 * @param phase whether its engine runs
 * @param trouble what is wrong with the engine; empty when it runs
 * @param epoch how often the agent has begun; 0 when it has not said so yet
 * @param accepted the newest order that it has accepted
 * @param plugins those that are there, with what they serve
 * @param probes the handlers of probes that are used, by name
 * @param unused bundles that would bring plug-ins and the like and do not run
 * @param instances what is on the machine, parents first, as last stated
 * @param rejected how many messages could not be understood and were set aside since the start
 */
public record AgentStatus(
        MachineKey machine,
        String application,
        InstancePath path,
        String address,
        boolean connected,
        String connection,
        String messaging,
        Phase phase,
        String trouble,
        long epoch,
        OrderVersion accepted,
        List<PluginState> plugins,
        List<ProbeState> probes,
        List<UnusedExtension> unused,
        List<ObservedInstance> instances,
        long rejected) {

    /** What the engine of an agent does. */
    public enum Phase {
        /** It has not begun yet. */
        STARTING,
        /** It works. */
        RUNNING,
        /** It failed and begins anew after a while. */
        RESTARTING,
        /** The agent's memory cannot be written: nothing is changed on the machine until it can. */
        STORE_FAILED,
        /** The agent was ended. */
        STOPPED
    }

    /** Makes the collections immutable. */
    public AgentStatus {
        plugins = List.copyOf(plugins);
        probes = List.copyOf(probes);
        unused = List.copyOf(unused);
        instances = List.copyOf(instances);
    }
}
