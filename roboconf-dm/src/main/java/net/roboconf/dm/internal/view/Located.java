package net.roboconf.dm.internal.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.InstanceExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.MachineView;
import net.roboconf.dm.internal.engine.InstancePicture;
import net.roboconf.dm.internal.engine.MachineFacts;
import net.roboconf.dm.internal.engine.MachinePicture;
import net.roboconf.dm.internal.engine.Shown;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;

/**
 * An instance with the machine that it is, or is on.
 *
 * @param machine the machine
 * @param instance the instance
 */
record Located(MachinePicture machine, InstancePicture instance) {

    boolean isMachine() {
        return instance.path().equals(machine.facts().path());
    }

    Shown shown() {
        return isMachine()
                ? Shown.ofMachine(instance.stored(), machine.facts())
                : Shown.ofInstance(instance.stored(), instance.observed(), machine.facts());
    }

    /** Whether a verdict has ended what its agent said. */
    boolean isVoid() {
        MachineFacts facts = machine.facts();
        return facts.machine() == null
                || facts.report() == null
                || facts.report().epoch() <= facts.machine().voided();
    }

    InstanceView view() {
        StoredInstance stored = instance.stored();
        ObservedInstance observed = instance.observed();
        MachineFacts facts = machine.facts();
        Shown shown = shown();
        return new InstanceView(
                stored.application(),
                stored.path(),
                stored.component(),
                instance.component().installer(),
                stored.expected(),
                shown.state(),
                shown.reason(),
                shown.message(),
                shown.since(),
                facts.isUncertain() && !isMachine() ? facts.agentSince() : 0,
                observed == null ? List.of() : observed.missing(),
                observed == null ? modelled(facts) : observed.exports(),
                stored.data(),
                machineView(facts),
                observed == null ? null : observed.lastStep(),
                stored.attempt(),
                stored.removing());
    }

    /** What it will export as far as the model, and the address of its machine, say. */
    private Map<String, String> modelled(MachineFacts facts) {
        String address = facts.report() == null ? null : facts.report().address();
        Map<String, String> exports = new HashMap<>();
        InstanceExports.of(instance.component(), instance.stored().overrides(), instance.path(), address)
                .values()
                .forEach((name, value) -> {
                    if (value != null) {
                        exports.put(name, value);
                    }
                });
        return exports;
    }

    private static MachineView machineView(MachineFacts facts) {
        StoredMachine machine = facts.machine();
        return new MachineView(
                facts.path(),
                machine == null ? null : machine.key(),
                machine == null ? facts.choice().id() : machine.target(),
                machine == null ? null : machine.machineId(),
                facts.report() == null ? null : facts.report().address(),
                machine == null ? AgentStatus.NONE : facts.agent(),
                machine == null ? 0 : facts.agentSince(),
                List.<InstancePath>copyOf(facts.unknown()));
    }
}
