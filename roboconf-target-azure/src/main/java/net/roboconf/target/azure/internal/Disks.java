package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;

/** The disks that a machine has beside that of its system. They are made before the machine, which then attaches them. */
final class Disks {

    private final ArmClient client;
    private final Operations operations;
    private final Timing timing;

    Disks(ArmClient client, Operations operations, Timing timing) {
        this.client = client;
        this.operations = operations;
        this.timing = timing;
    }

    /** Makes, or finds, all that a definition wants. */
    Map<DataDisk, Resource> make(MachineRequest request, AzureDefinition definition, Names names)
            throws ArmRefusal, TargetException, InterruptedException {
        Map<DataDisk, Resource> made = new LinkedHashMap<>();
        for (DataDisk disk : definition.disks()) {
            made.put(disk, make(request, definition, names, disk));
        }
        return made;
    }

    private Resource make(MachineRequest request, AzureDefinition definition, Names names, DataDisk disk)
            throws ArmRefusal, TargetException, InterruptedException {
        if (disk.isMadeWithMachine()) {
            Resource own = names.disk(disk);
            operations.put(own, own.put(body(definition, disk, Tags.ofMachine(request, definition.tags()))));
            return own;
        }
        if (disk.existing().isPresent()) {
            Resource existing = disk.existing().get();
            awaitFree(existing, names, client.call(existing.get()));
            return existing;
        }
        Resource kept = names.group().resource(Kind.DISK, disk.keptName(request));
        Optional<Answer> left = client.find(kept.get());
        if (left.isPresent()) {
            awaitFree(kept, names, left.get());
        } else {
            operations.put(kept, kept.put(body(definition, disk, Tags.ofKept(request, definition.tags()))));
        }
        return kept;
    }

    private static ObjectNode body(AzureDefinition definition, DataDisk disk, Map<String, String> tags) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", definition.location());
        Tags.add(body, tags);
        body.putObject("sku").put("name", disk.type());
        definition.zone().ifPresent(zone -> body.putArray("zones").add(zone));
        ObjectNode properties = body.putObject("properties");
        ObjectNode creation = properties.putObject("creationData");
        creation.put("createOption", disk.snapshot().isPresent() ? "Copy" : "Empty");
        disk.snapshot().ifPresent(snapshot -> creation.put("sourceResourceId", snapshot.id()));
        disk.sizeGiB().ifPresent(size -> properties.put("diskSizeGB", size));
        return body;
    }

    /** Waits until a disk is used by nobody else: the machine before may still be on its way out. */
    private void awaitFree(Resource disk, Names names, Answer first)
            throws ArmRefusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.begin();
        Answer answer = first;
        while (true) {
            String user = answer.body().path("managedBy").asText("");
            if (user.isEmpty() || names.machine().is(user)) {
                return;
            }
            if (wait.isOver()) {
                throw TargetException.refused("The disk " + disk.name() + " cannot be attached to "
                        + names.machine().name() + ": it is used by " + user + ".");
            }
            wait.pause(answer.after());
            answer = client.call(disk.get());
        }
    }
}
