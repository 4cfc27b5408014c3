package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines of one subscription as one definition wants them: the contract of a target in terms of Azure.
 *
 * <p><b>Steps.</b> A public address, a network interface and disks are put before the virtual machine that uses them; its
 * request comes last and says of each of them that it goes with the machine. All have names that are made of the key, so that
 * each request may be repeated, and a creation that was cut off is brought to its end by doing it again. A machine that has
 * no virtual machine yet does not exist: {@link #find} takes away what was made for it.
 *
 * <p><b>What goes wrong.</b> Whatever refuses a creation, at once or after Azure has accepted it, what was made is taken away
 * again. Azure shows at once, to who asks for a name, what it has accepted.
 */
final class AzureAccount {

    private static final Logger LOG = LoggerFactory.getLogger(AzureAccount.class);

    private final AzureDefinition definition;
    private final ArmClient client;
    private final Timing timing;
    private final Machines machines;
    private final Network network;
    private final Disks disks;
    private final Leftovers leftovers;

    AzureAccount(AzureDefinition definition, ArmClient client, Timing timing) {
        this.definition = definition;
        this.client = client;
        this.timing = timing;
        Operations operations = new Operations(client, timing);
        machines = new Machines(client, operations, timing);
        network = new Network(operations);
        disks = new Disks(client, operations, timing);
        leftovers = new Leftovers(client);
    }

    String create(MachineRequest request) throws ArmRefusal, TargetException, InterruptedException {
        Names names = new Names(definition.group(), request.key());
        Optional<Machine> there = machines.seen(names.machine());
        if (there.isPresent()) {
            refuseOthers(names, there.get());
            if (there.get().isDeleting()) {
                throw TargetException.unsure("The machine " + names.machine().name() + " is being deleted.", null);
            }
            if (!there.get().isFailed()) {
                return names.machine().id();
            }
            takeAway(names, "It had failed.");
        }
        TargetException refused;
        try {
            make(request, names);
            return names.machine().id();
        } catch (ArmRefusal e) {
            if (e.isConflict() && isThere(names)) {
                // Another request of this key was faster, perhaps with other settings for the agent.
                return names.machine().id();
            }
            refused = e.forTarget();
        } catch (TargetException e) {
            if (e.isOutcomeUnknown()) {
                throw e;
            }
            refused = e;
        }
        takeAway(names, refused.getMessage());
        throw refused;
    }

    private void make(MachineRequest request, Names names) throws ArmRefusal, TargetException, InterruptedException {
        network.make(names, definition, Tags.ofMachine(request, definition.tags()));
        Map<DataDisk, Resource> attached = disks.make(request, definition, names);
        machines.make(request, definition, names, attached);
    }

    private boolean isThere(Names names) throws ArmRefusal, TargetException, InterruptedException {
        Optional<Machine> there = machines.seen(names.machine());
        return there.isPresent()
                && there.get().key().equals(names.key().value())
                && !there.get().isFailed();
    }

    private static void refuseOthers(Names names, Machine there) throws TargetException {
        if (!there.key().equals(names.key().value())) {
            throw TargetException.refused(
                    "There is a machine " + names.machine().name() + " that was not made for this key: its tag "
                            + Tags.MACHINE + " is '" + there.key() + "'.");
        }
    }

    /** Takes away what was made for a machine that cannot be made. */
    private void takeAway(Names names, String why) throws TargetException, InterruptedException {
        try {
            machines.delete(names.machine());
            clear(names, why);
        } catch (ArmRefusal e) {
            throw TargetException.unsure(
                    why + " What was made for " + names.machine().name() + " could not be taken away: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Waits until nothing is left. */
    private void clear(Names names, String why) throws ArmRefusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.begin();
        while (status(names) != MachineStatus.GONE) {
            if (wait.isOver()) {
                throw TargetException.unsure(
                        why + " What was made for " + names.machine().name() + " is not gone yet.", null);
            }
            wait.pause(Optional.empty());
        }
    }

    Optional<String> find(MachineRequest request) throws ArmRefusal, TargetException, InterruptedException {
        Names names = new Names(definition.group(), request.key());
        Optional<Machine> there = machines.seen(names.machine());
        if (there.isEmpty()) {
            clear(names, "A creation was cut off.");
            return Optional.empty();
        }
        refuseOthers(names, there.get());
        if (there.get().isFailed()) {
            // It is no use to anybody; whoever asks for its status learns that it is gone.
            LOG.warn(
                    "The machine {} for {} is taken away again: {}",
                    names.machine().name(),
                    request,
                    there.get().failure());
            machines.delete(names.machine());
        }
        return Optional.of(names.machine().id());
    }

    MachineStatus status(MachineKey key, String id) throws ArmRefusal, TargetException, InterruptedException {
        return status(Names.of(id, key));
    }

    private MachineStatus status(Names names) throws ArmRefusal, TargetException, InterruptedException {
        Optional<Machine> there = machines.seen(names.machine());
        if (there.isPresent()) {
            return there.get().status();
        }
        return leftovers.clear(names) ? MachineStatus.GONE : MachineStatus.PENDING;
    }

    void terminate(MachineKey key, String id) throws ArmRefusal, TargetException, InterruptedException {
        machines.delete(Names.of(id, key).machine());
    }

    MachineFacts facts(MachineKey key, String id) throws ArmRefusal, TargetException, InterruptedException {
        Names names = Names.of(id, key);
        Machine machine = machines.seen(names.machine())
                .orElseThrow(() -> TargetException.refused(
                        "There is no machine " + names.machine().name() + "."));
        List<String> addresses = new ArrayList<>();
        client.find(names.address().get())
                .map(answer -> answer.property("ipAddress"))
                .filter(ip -> !ip.isEmpty())
                .ifPresent(addresses::add);
        Optional<Answer> card = client.find(names.networkInterface().get());
        if (card.isPresent()) {
            for (JsonNode one : card.get().body().path("properties").path("ipConfigurations")) {
                String ip = one.path("properties").path("privateIPAddress").asText("");
                if (!ip.isEmpty()) {
                    addresses.add(ip);
                }
            }
        }
        return new MachineFacts(id, names.machine().name(), addresses, machine.zone(), machine.size(), machine.image());
    }

    List<MadeResource> resources(String owner) throws ArmRefusal, TargetException, InterruptedException {
        return leftovers.ownedBy(definition.group(), owner);
    }

    void delete(MadeResource resource) throws ArmRefusal, TargetException, InterruptedException {
        leftovers.delete(resource);
    }
}
