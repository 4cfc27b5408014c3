package net.roboconf.target.ec2.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What exists, and how it changes while time goes by. Not thread-safe. */
final class Cloud {

    /** The first request that had a client token. */
    private record Told(String parameters, Resource made) {}

    private static final int MOST_ADDRESSES = 200;

    final Map<String, Machine> machines = new LinkedHashMap<>();
    final Map<String, Volume> volumes = new LinkedHashMap<>();
    final Map<String, Address> addresses = new LinkedHashMap<>();
    Behaviour behaviour;

    private final Map<String, Told> told = new LinkedHashMap<>();
    private int nextIp = 1;

    Cloud(Behaviour behaviour) {
        this.behaviour = behaviour;
        // One that the account has from the beginning.
        Address given = new Address(Map.of(), "203.0.113.200");
        addresses.put(given.id, given);
    }

    /** Lets happen what is due. */
    void settle() {
        for (Machine machine : List.copyOf(machines.values())) {
            if (machine.state.equals("pending") && machine.isOlderThan(behaviour.pending())) {
                machine.state = "running";
            }
            if (machine.state.equals("shutting-down")
                    && System.nanoTime() - machine.endBegan
                            >= behaviour.ending().toNanos()) {
                end(machine);
            }
            if (machine.isOver()
                    && System.nanoTime() - machine.endBegan
                            >= behaviour.rememberedFor().toNanos()) {
                machines.remove(machine.id);
            }
        }
    }

    private void end(Machine machine) {
        machine.state = "terminated";
        machine.volumes.values().forEach(mapping -> {
            mapping.volume().user = null;
            if (mapping.deletedWithIt()) {
                volumes.remove(mapping.volume().id);
            }
        });
        machine.volumes.clear();
        addresses.values().stream().filter(one -> one.user == machine).forEach(one -> {
            one.user = null;
            one.association = null;
        });
    }

    /** Does something once for each token. */
    <R extends Resource> R once(Form form, Class<R> type, Function<Form, R> making) {
        String token = form.optional("ClientToken").orElse(null);
        Told first = token == null ? null : told.get(type.getName() + token);
        if (first == null) {
            R made = making.apply(form);
            if (token != null) {
                told.put(type.getName() + token, new Told(form.withoutToken(), made));
            }
            return made;
        }
        if (!first.parameters().equals(form.withoutToken())) {
            throw ApiError.of(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
        }
        if (first.made() instanceof Machine machine && machine.isOver()) {
            throw ApiError.of(
                    "IdempotentInstanceTerminated",
                    "The client token you have provided is associated with a terminated instance. Please use a"
                            + " different client token.");
        }
        return type.cast(first.made());
    }

    Machine run(Form form) {
        Launch launch = new Launch(form);
        long alive = machines.values().stream().filter(one -> !one.isOver()).count();
        if (alive >= behaviour.mostInstances()) {
            throw ApiError.of(
                    "InstanceLimitExceeded",
                    "You have requested more instances (" + (alive + 1) + ") than your current instance limit of "
                            + behaviour.mostInstances() + " allows for the specified instance type.");
        }
        List<Map.Entry<String, Machine.Mapping>> own = launch.volumes();
        Machine machine = new Machine(launch, ip("10.0."));
        own.forEach(one -> attach(machine, one.getKey(), one.getValue()));
        machine.ownPublicIp = ip("198.51.");
        machines.put(machine.id, machine);
        return machine;
    }

    private String ip(String begin) {
        nextIp++;
        return begin + nextIp / 250 + "." + (nextIp % 250 + 1);
    }

    void attach(Machine machine, String device, Machine.Mapping mapping) {
        volumes.put(mapping.volume().id, mapping.volume());
        mapping.volume().user = machine;
        mapping.volume().device = device;
        machine.volumes.put(device, mapping);
    }

    Address allocate(Form form) {
        if (addresses.size() >= MOST_ADDRESSES) {
            throw ApiError.of("AddressLimitExceeded", "The maximum number of addresses has been reached.");
        }
        Address address = new Address(form.tags("elastic-ip"), ip("203.0."));
        addresses.put(address.id, address);
        return address;
    }

    Volume create(Form form) {
        String zone = form.get("AvailabilityZone");
        Catalogue.check("InvalidZone.NotFound", "The zone '%s' does not exist.", zone, Catalogue.ZONES);
        String snapshot = form.optional("SnapshotId").orElse(null);
        Volume volume = new Volume(
                form.tags("volume"),
                zone,
                Catalogue.size(form.optional("Size").orElse(null), snapshot),
                form.optional("VolumeType").orElse("gp2"),
                snapshot);
        volumes.put(volume.id, volume);
        return volume;
    }

    /** One that is seen by now. */
    <R extends Resource> R seen(Map<String, R> all, String id, String code, String what) {
        R found = all.get(id);
        if (found == null || !found.isOlderThan(behaviour.seenAfter())) {
            throw ApiError.of(code, "The " + what + " '" + id + "' does not exist");
        }
        return found;
    }

    /** What is seen by now and asked for. */
    <R extends Resource> List<R> seen(Form form, Map<String, R> all) {
        Map<String, List<String>> filters = form.filters();
        List<R> seen = new ArrayList<>();
        for (R one : all.values()) {
            if (one.matches(filters) && one.isOlderThan(behaviour.seenAfter())) {
                seen.add(one);
            }
        }
        return seen;
    }
}
