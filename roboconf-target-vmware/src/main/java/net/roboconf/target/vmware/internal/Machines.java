package net.roboconf.target.vmware.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.vmware.internal.Inventory.Places;

/** What is done with virtual machines. */
final class Machines {

    /** What {@link MadeResource#kind} says. */
    static final String KIND = "vm";

    private static final String POWER = "runtime.powerState";
    private static final String ON = "poweredOn";
    private static final String OFF = "poweredOff";
    private static final String EXTRA = "config.extraConfig";
    private static final String UUID = "config.instanceUuid";

    private final Vsphere vsphere;

    Machines(Vsphere vsphere) {
        this.vsphere = vsphere;
    }

    /** Begins to clone one, which is not started. */
    Reference clone(MachineRequest request, VmwareDefinition definition, Places places)
            throws Refusal, TargetException, InterruptedException {
        Map<String, String> marks = Marks.ofMachine(request, definition);
        return vsphere.begin(Call.once("CloneVM_Task", places.template(), what -> what.reference(
                        "folder", places.folder())
                .text("name", Marks.name(request))
                .in("spec", spec -> spec.in("location", location -> location.reference("datastore", places.datastore())
                                .reference("pool", places.pool())
                                .reference("host", places.host()))
                        .text("template", false)
                        .in("config", config -> {
                            config.text("instanceUuid", Marks.uuid(request.key()));
                            options(config, marks);
                        })
                        .text("powerOn", false))));
    }

    /** Gives one that does not run its size, and tells it who it is. */
    void configure(Reference machine, MachineRequest request, VmwareDefinition definition)
            throws Refusal, TargetException, InterruptedException {
        Map<String, String> marks = Marks.ofConfigured(request, definition);
        vsphere.run(Call.repeatable(
                "ReconfigVM_Task",
                machine,
                what -> what.in("spec", spec -> {
                    spec.text("instanceUuid", Marks.uuid(request.key()))
                            .text("annotation", Marks.note(request))
                            .text("numCPUs", definition.cpus())
                            .text("memoryMB", definition.memoryMiB());
                    options(spec, marks);
                })));
    }

    private static void options(Fields fields, Map<String, String> options) throws XMLStreamException, TargetException {
        for (Map.Entry<String, String> option : options.entrySet()) {
            fields.option(option.getKey(), option.getValue());
        }
    }

    void powerOn(Reference machine) throws Refusal, TargetException, InterruptedException {
        vsphere.run(Call.repeatable("PowerOnVM_Task", machine, none -> {}));
    }

    boolean isOn(Reference machine) throws Refusal, TargetException, InterruptedException {
        return power(machine).equals(ON);
    }

    private String power(Reference machine) throws Refusal, TargetException, InterruptedException {
        return vsphere.properties(machine, POWER).text(POWER);
    }

    MachineStatus status(String uuid) throws Refusal, TargetException, InterruptedException {
        Optional<Reference> machine = vsphere.machine(uuid);
        if (machine.isEmpty()) {
            return MachineStatus.GONE;
        }
        try {
            return switch (power(machine.get())) {
                case ON -> MachineStatus.RUNNING;
                case "" -> MachineStatus.PENDING;
                default -> MachineStatus.STOPPED;
            };
        } catch (Refusal e) {
            if (e.isGone()) {
                return MachineStatus.GONE;
            }
            throw e;
        }
    }

    /** Destroys one with its disks; nothing happens when it does not exist. */
    void destroy(String uuid) throws Refusal, TargetException, InterruptedException {
        Optional<Reference> machine = vsphere.machine(uuid);
        if (machine.isPresent()) {
            destroy(machine.get());
        }
    }

    void destroy(Reference machine) throws Refusal, TargetException, InterruptedException {
        try {
            if (!power(machine).equals(OFF)) {
                powerOff(machine);
            }
            vsphere.run(Call.repeatable("Destroy_Task", machine, none -> {}));
        } catch (Refusal e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }

    private void powerOff(Reference machine) throws Refusal, TargetException, InterruptedException {
        try {
            vsphere.run(Call.repeatable("PowerOffVM_Task", machine, none -> {}));
        } catch (Refusal e) {
            if (!e.is("InvalidPowerState")) {
                throw e;
            }
        }
    }

    /** Whether this is being cloned by a task that is not one of these. */
    boolean isBeingCloned(Reference template, Set<Reference> known)
            throws Refusal, TargetException, InterruptedException {
        Optional<Answer> recent = vsphere.properties(template, "recentTask").at("recentTask");
        if (recent.isEmpty()) {
            return false;
        }
        for (Answer task : recent.get().children()) {
            if (!known.contains(task.reference()) && isClone(vsphere.task(task.reference()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is a task that clones, and has not ended. */
    private static boolean isClone(Answer info) {
        return info.text("descriptionId").startsWith("VirtualMachine.clone")
                && List.of("queued", "running").contains(info.text("state"));
    }

    MachineFacts facts(String uuid) throws Refusal, TargetException, InterruptedException {
        Reference machine = vsphere.machine(uuid)
                .orElseThrow(() -> TargetException.refused("There is no virtual machine " + uuid + "."));
        Thing seen = vsphere.properties(
                machine,
                "name",
                "runtime.host",
                "guest.ipAddress",
                "guest.net",
                "config.hardware.numCPU",
                "config.hardware.memoryMB",
                EXTRA);
        Optional<Reference> host = seen.reference("runtime.host");
        return new MachineFacts(
                uuid,
                seen.text("name"),
                addresses(seen),
                host.isPresent() ? place(host.get()) : "",
                seen.text("config.hardware.numCPU") + " CPUs, " + seen.text("config.hardware.memoryMB") + " MiB",
                Marks.template(seen.table(EXTRA)));
    }

    /** What the tools in the guest have told, if there are any. */
    private static List<String> addresses(Thing machine) {
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(machine.text("guest.ipAddress"));
        machine.at("guest.net").ifPresent(adapters -> adapters.children()
                .forEach(adapter -> adapter.all("ipAddress").forEach(address -> addresses.add(address.text()))));
        addresses.remove("");
        return List.copyOf(addresses);
    }

    /** The host with its cluster. */
    private String place(Reference host) throws Refusal, TargetException, InterruptedException {
        Thing seen = vsphere.properties(host, "name", "parent");
        Optional<Reference> cluster = seen.reference("parent");
        return cluster.isEmpty()
                ? seen.text("name")
                : vsphere.properties(cluster.get(), "name").text("name") + "/" + seen.text("name");
    }

    /** All that were made for an owner. */
    List<MadeResource> ownedBy(String owner) throws Refusal, TargetException, InterruptedException {
        List<MadeResource> made = new ArrayList<>();
        for (Thing machine : vsphere.all(vsphere.rootFolder(), "VirtualMachine", "name", UUID, "config.template")) {
            String name = machine.text("name");
            Optional<MachineKey> key = Marks.key(name, machine.text(UUID));
            if (key.isPresent() && !machine.text("config.template").equals("true") && isOwner(machine, owner)) {
                made.add(new MadeResource(KIND, machine.text(UUID), name, key.get()));
            }
        }
        return made;
    }

    private boolean isOwner(Thing machine, String owner) throws Refusal, TargetException, InterruptedException {
        try {
            return Marks.isOwner(vsphere.properties(machine.reference(), EXTRA).table(EXTRA), owner);
        } catch (Refusal e) {
            if (e.isGone()) {
                return false;
            }
            throw e;
        }
    }
}
