package net.roboconf.dm.internal.json;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.MachineView;

/**
 * The machine that an instance is, or is on. All but path and agent are null while unknown, and for an instance that is on
 * it only the path, the address and the agent are given.
 *
 * @param unknown what its agent reports and the model does not know
 */
public record MachineJson(
        String path,
        String address,
        AgentStatus agent,
        String agentSince,
        String target,
        String key,
        String machineId,
        List<String> unknown) {

    static MachineJson of(MachineView view) {
        MachineKey key = view.key();
        return new MachineJson(
                view.path().value(),
                view.address(),
                view.agent(),
                Json.time(view.agentSince()),
                view.target(),
                key == null ? null : key.value(),
                view.machineId(),
                view.unknown().stream().map(InstancePath::value).toList());
    }

    static MachineJson brief(MachineView view) {
        return new MachineJson(view.path().value(), view.address(), view.agent(), null, null, null, null, null);
    }
}
