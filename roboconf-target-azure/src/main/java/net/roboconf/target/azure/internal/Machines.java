package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/** The virtual machines of a subscription. */
final class Machines {

    /** In Base64 they are the 64 KiB that Azure takes. */
    private static final int USER_DATA_LIMIT = 49_149;

    private final ArmClient client;
    private final Operations operations;
    private final Timing timing;

    Machines(ArmClient client, Operations operations, Timing timing) {
        this.client = client;
        this.operations = operations;
        this.timing = timing;
    }

    /** The one with this name, if it exists. */
    Optional<Machine> seen(Resource machine) throws ArmRefusal, TargetException, InterruptedException {
        return client.find(look(machine)).map(answer -> new Machine(answer.body()));
    }

    private static ArmCall look(Resource machine) {
        return ArmCall.get(
                machine.id() + "?$expand=instanceView", machine.kind().version());
    }

    /** Has one made, and waits until it runs: room is looked for only after the request was accepted. */
    void make(MachineRequest request, AzureDefinition definition, Names names, Map<DataDisk, Resource> disks)
            throws ArmRefusal, TargetException, InterruptedException {
        Resource machine = names.machine();
        ArmCall put = machine.put(body(request, definition, names, disks));
        Answer accepted = client.call(put);
        Timing.Wait wait = timing.begin();
        Optional<Duration> after = accepted.after();
        while (!wait.isOver()) {
            wait.pause(after);
            Answer answer = client.call(look(machine));
            Machine seen = new Machine(answer.body());
            if (seen.isMade()) {
                return;
            }
            if (seen.isFailed()) {
                throw failure(put, accepted, seen);
            }
            if (seen.isDeleting()) {
                throw TargetException.unsure("The machine " + machine.name() + " is being deleted.", null);
            }
            after = answer.after().or(accepted::after);
        }
        // Azure is slow, and has accepted: the Deployment Manager goes on looking.
    }

    private ArmRefusal failure(ArmCall put, Answer accepted, Machine seen)
            throws ArmRefusal, TargetException, InterruptedException {
        if (accepted.operation().isPresent()) {
            Optional<ArmRefusal> told =
                    operations.failure(put, accepted.operation().get());
            if (told.isPresent()) {
                return told.get();
            }
        }
        String code = seen.failureCode();
        return new ArmRefusal(put.toString(), 0, code.isEmpty() ? "Failed" : code, seen.failure(), false);
    }

    private static ObjectNode body(
            MachineRequest request, AzureDefinition definition, Names names, Map<DataDisk, Resource> disks)
            throws TargetException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", definition.location());
        Tags.add(body, Tags.ofMachine(request, definition.tags()));
        definition.zone().ifPresent(zone -> body.putArray("zones").add(zone));
        ObjectNode properties = body.putObject("properties");
        properties.putObject("hardwareProfile").put("vmSize", definition.size());
        addStorage(properties.putObject("storageProfile"), definition, names, disks);
        String data = Base64.getEncoder().encodeToString(userData(request, definition));
        addSystem(properties.putObject("osProfile"), request, definition, data);
        // The metadata service tells this to agents; cloud-init prefers the custom data, which are the same.
        properties.put("userData", data);
        ObjectNode card = properties
                .putObject("networkProfile")
                .putArray("networkInterfaces")
                .addObject();
        card.put("id", names.networkInterface().id());
        card.putObject("properties").put("primary", true).put("deleteOption", "Delete");
        return body;
    }

    private static void addStorage(
            ObjectNode storage, AzureDefinition definition, Names names, Map<DataDisk, Resource> disks) {
        definition.image().addTo(storage);
        ObjectNode system = storage.putObject("osDisk");
        system.put("name", names.systemDisk().name())
                .put("createOption", "FromImage")
                .put("deleteOption", "Delete");
        system.putObject("managedDisk").put("storageAccountType", definition.systemType());
        definition.systemGiB().ifPresent(size -> system.put("diskSizeGB", size));
        if (!disks.isEmpty()) {
            ArrayNode data = storage.putArray("dataDisks");
            disks.forEach((disk, resource) -> {
                ObjectNode one = data.addObject();
                one.put("lun", disk.lun()).put("createOption", "Attach");
                one.put("deleteOption", disk.deletedWithMachine() ? "Delete" : "Detach");
                one.putObject("managedDisk").put("id", resource.id());
            });
        }
    }

    private static void addSystem(ObjectNode system, MachineRequest request, AzureDefinition definition, String data) {
        system.put("computerName", computerName(request))
                .put("adminUsername", definition.user())
                .put("customData", data);
        ObjectNode linux = system.putObject("linuxConfiguration").put("disablePasswordAuthentication", true);
        linux.putObject("ssh")
                .putArray("publicKeys")
                .addObject()
                .put("path", "/home/" + definition.user() + "/.ssh/authorized_keys")
                .put("keyData", definition.sshKey());
    }

    /** After the instance, as far as host names can be like it. */
    private static String computerName(MachineRequest request) {
        String name = request.path().name().replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
        String cut = name.substring(0, Math.min(name.length(), 63)).replaceAll("-+$", "");
        return cut.isEmpty() || cut.matches("[0-9-]+") ? "vm-" + cut : cut;
    }

    private static byte[] userData(MachineRequest request, AzureDefinition definition) throws TargetException {
        String text;
        try {
            text = UserData.of(request.agent(), definition.userData());
        } catch (IllegalArgumentException e) {
            throw new TargetException(
                    TargetProperties.wrong(AzureDefinition.USER_DATA, "cannot be used: " + e.getMessage())
                            .getMessage(),
                    false,
                    e);
        }
        Optional<String> tooLarge = UserData.tooLarge(text, USER_DATA_LIMIT);
        if (tooLarge.isPresent()) {
            throw TargetProperties.wrong(AzureDefinition.USER_DATA, "cannot be used: " + tooLarge.get());
        }
        return UserData.bytes(text);
    }

    /** Has one destroyed; nothing happens when it does not exist. */
    void delete(Resource machine) throws ArmRefusal, TargetException, InterruptedException {
        client.find(machine.delete());
    }
}
