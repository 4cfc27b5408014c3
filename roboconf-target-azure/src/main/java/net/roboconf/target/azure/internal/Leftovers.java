package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;

/**
 * What was made for machines and is still there. Azure deletes all of it with its machine; what a crash has left, or a
 * machine that could not be made, is found by its name. Asked is each service by itself: the Resource Manager's own list of
 * resources with a tag comes late, and without the tags.
 */
final class Leftovers {

    private static final List<Kind> MADE = List.of(Kind.VIRTUAL_MACHINE, Kind.INTERFACE, Kind.ADDRESS, Kind.DISK);

    private final ArmClient client;

    Leftovers(ArmClient client) {
        this.client = client;
    }

    /** Takes away what was made for a machine that does not exist any more; whether nothing is left. */
    boolean clear(Names names) throws ArmRefusal, TargetException, InterruptedException {
        // The address can go when the interface is gone.
        if (!clear(names.networkInterface()) | !clear(names.address())) {
            return false;
        }
        boolean clear = true;
        for (JsonNode disk : disks(names.group())) {
            String name = disk.path("name").asText();
            if (names.isOwnDisk(name)) {
                clear &= clear(names.group().resource(Kind.DISK, name));
            }
        }
        return clear;
    }

    private List<JsonNode> disks(Group group) throws ArmRefusal, TargetException, InterruptedException {
        try {
            return client.list(group.list(Kind.DISK));
        } catch (ArmRefusal e) {
            if (e.code().equals(ArmRefusal.NO_GROUP)) {
                return List.of(); // somebody has deleted it with all that was in it
            }
            throw e;
        }
    }

    private boolean clear(Resource resource) throws ArmRefusal, TargetException, InterruptedException {
        Optional<Answer> there = client.find(resource.get());
        if (there.isEmpty()) {
            return true;
        }
        if (!there.get().provisioningState().equals("Deleting")) {
            try {
                delete(resource);
            } catch (ArmRefusal e) {
                if (!e.isInUse()) {
                    throw e;
                }
            }
        }
        return false;
    }

    private void delete(Resource resource) throws ArmRefusal, TargetException, InterruptedException {
        client.find(resource.delete());
    }

    /** All that was made for an owner's machines; disks that are kept are no machine's. */
    List<MadeResource> ownedBy(Group group, String owner) throws ArmRefusal, TargetException, InterruptedException {
        Map<String, MadeResource> made = new LinkedHashMap<>();
        Map<String, String> systemDisks = new LinkedHashMap<>();
        for (Kind kind : MADE) {
            for (JsonNode one : client.list(group.list(kind))) {
                String name = one.path("name").asText();
                String key = Tags.of(one, Tags.OWNER).equals(owner) ? Tags.of(one, Tags.MACHINE) : "";
                if (kind == Kind.VIRTUAL_MACHINE && !key.isEmpty()) {
                    systemDisks.put(
                            new Names(group, new MachineKey(key)).systemDisk().name(), key);
                }
                // The disk of the system is made by Azure, which need not have given it the tags.
                String of = kind == Kind.DISK && key.isEmpty() ? systemDisks.getOrDefault(name, "") : key;
                if (!of.isEmpty()) {
                    made.put(
                            kind + name,
                            new MadeResource(
                                    kind.word(), group.resource(kind, name).id(), name, new MachineKey(of)));
                }
            }
        }
        return new ArrayList<>(made.values());
    }

    void delete(MadeResource resource) throws ArmRefusal, TargetException, InterruptedException {
        Optional<Kind> kind = Kind.ofWord(resource.kind()).filter(MADE::contains);
        if (kind.isEmpty()) {
            throw TargetException.refused("The target 'azure' makes nothing of the kind '" + resource.kind() + "'.");
        }
        delete(new Resource(kind.get(), resource.id()));
    }
}
