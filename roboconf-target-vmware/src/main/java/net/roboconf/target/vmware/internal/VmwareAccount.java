package net.roboconf.target.vmware.internal;

import java.util.List;
import java.util.Optional;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.vmware.internal.Inventory.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines of one account as one definition wants them: the contract of a target in terms of vSphere.
 *
 * <p><b>Steps.</b> The template is cloned, the clone is told who it is, and is started; in this order, so that no machine
 * runs that does not know it. {@link #find} brings a creation to its end that was cut off between them.
 *
 * <p><b>Once.</b> A clone has a name and an identifier that are made of the key. vSphere gives a name once in a folder:
 * whoever comes second is refused with {@code DuplicateName} and goes on with what is there.
 *
 * <p><b>What goes wrong.</b> A clone that was refused leaves nothing. A refusal after it takes the machine away again. When
 * the machine is not seen and its template is being cloned, by whomever, it is not said that it does not exist.
 */
final class VmwareAccount {

    private static final Logger LOG = LoggerFactory.getLogger(VmwareAccount.class);

    private final VmwareDefinition definition;
    private final Vsphere vsphere;
    private final Creations creations;
    private final Inventory inventory;
    private final Machines machines;

    VmwareAccount(VmwareDefinition definition, Vsphere vsphere, Creations creations) {
        this.definition = definition;
        this.vsphere = vsphere;
        this.creations = creations;
        inventory = new Inventory(vsphere, definition);
        machines = new Machines(vsphere);
    }

    void check() throws Refusal, TargetException, InterruptedException {
        if (!vsphere.isVcenter()) {
            throw TargetException.refused("The property '" + VmwareDefinition.URL
                    + "' of the target is wrong. A single host answers at "
                    + definition.access().url()
                    + ", which cannot clone; write the URL of the vCenter that manages it.");
        }
        inventory.places();
    }

    String create(MachineRequest request) throws Refusal, TargetException, InterruptedException {
        // Before anything is made: it may be too large.
        Marks.ofConfigured(request, definition);
        return creations.alone(request.key(), () -> {
            String uuid = Marks.uuid(request.key());
            Optional<Reference> there = vsphere.machine(uuid);
            Reference machine = there.isPresent() ? there.get() : made(request);
            TargetException refused;
            try {
                complete(request, machine);
                return uuid;
            } catch (Refusal e) {
                refused = e.forTarget();
            }
            if (!refused.isOutcomeUnknown()) {
                takeAway(machine, refused);
            }
            throw refused;
        });
    }

    private Reference made(MachineRequest request) throws Refusal, TargetException, InterruptedException {
        Places places = inventory.places();
        try {
            Reference task = machines.clone(request, definition, places);
            return creations
                    .cloning(task, () -> vsphere.end(task, "CloneVM_Task"))
                    .orElseThrow(() -> TargetException.unsure("vSphere does not say what it has cloned.", null));
        } catch (Refusal e) {
            if (!e.is("DuplicateName")) {
                throw e;
            }
            return seen(request, Optional.of(places.folder()))
                    .orElseThrow(() -> TargetException.unsure(e.getMessage() + " It is not to be seen yet.", e));
        }
    }

    /** The machine of a key as it is seen now, by its identifier or by its name. */
    private Optional<Reference> seen(MachineRequest request, Optional<Reference> folder)
            throws Refusal, TargetException, InterruptedException {
        Optional<Reference> machine = vsphere.machine(Marks.uuid(request.key()));
        if (machine.isPresent() || folder.isEmpty()) {
            return machine;
        }
        return vsphere.child(folder.get(), Marks.name(request));
    }

    /** Has a machine run that was cloned. */
    private void complete(MachineRequest request, Reference machine)
            throws Refusal, TargetException, InterruptedException {
        if (machines.isOn(machine)) {
            return;
        }
        try {
            machines.configure(machine, request, definition);
            machines.powerOn(machine);
        } catch (Refusal e) {
            // Another call, or one whose answer was lost, has done it.
            if (e.isGone() || !machines.isOn(machine)) {
                throw e;
            }
        }
    }

    /** Takes away a machine that cannot be completed. */
    private void takeAway(Reference machine, TargetException why) throws TargetException, InterruptedException {
        try {
            machines.destroy(machine);
        } catch (Refusal e) {
            throw TargetException.unsure(
                    why.getMessage() + " Its virtual machine could not be taken away: " + e.getMessage(), e);
        }
    }

    Optional<String> find(MachineRequest request) throws Refusal, TargetException, InterruptedException {
        return creations.alone(request.key(), () -> {
            Optional<Reference> machine = surely(request);
            if (machine.isEmpty()) {
                return Optional.empty();
            }
            completeFound(request, machine.get());
            return Optional.of(Marks.uuid(request.key()));
        });
    }

    /** Empty when the machine certainly does not exist. */
    private Optional<Reference> surely(MachineRequest request) throws Refusal, TargetException, InterruptedException {
        Optional<Reference> machine = vsphere.machine(Marks.uuid(request.key()));
        if (machine.isPresent()) {
            return machine;
        }
        Optional<Reference> template = inventory.template();
        boolean cloned = template.isPresent() && machines.isBeingCloned(template.get(), creations.clones());
        // Only now: a clone that was just about to end is seen.
        machine = seen(request, inventory.folder());
        if (machine.isEmpty() && cloned) {
            throw TargetException.unsure(
                    "vSphere is cloning '" + definition.template()
                            + "'; whether for this machine is seen when it has ended.",
                    null);
        }
        return machine;
    }

    /** A machine that cannot be completed is no use to anybody; whoever asks for its status learns that it is gone. */
    private void completeFound(MachineRequest request, Reference machine)
            throws Refusal, TargetException, InterruptedException {
        try {
            complete(request, machine);
        } catch (Refusal e) {
            TargetException refused = e.forTarget();
            if (refused.isOutcomeUnknown()) {
                throw refused;
            }
            LOG.warn("The virtual machine for {} is taken away again: {}", request, refused.getMessage());
            machines.destroy(machine);
        }
    }

    MachineStatus status(String uuid) throws Refusal, TargetException, InterruptedException {
        return machines.status(uuid);
    }

    void terminate(String uuid) throws Refusal, TargetException, InterruptedException {
        machines.destroy(uuid);
    }

    MachineFacts facts(String uuid) throws Refusal, TargetException, InterruptedException {
        return machines.facts(uuid);
    }

    List<MadeResource> resources(String owner) throws Refusal, TargetException, InterruptedException {
        return machines.ownedBy(owner);
    }

    void delete(MadeResource resource) throws Refusal, TargetException, InterruptedException {
        if (!resource.kind().equals(Machines.KIND)) {
            throw TargetException.refused("The target 'vmware' makes nothing of the kind '" + resource.kind() + "'.");
        }
        machines.destroy(resource.id());
    }
}
