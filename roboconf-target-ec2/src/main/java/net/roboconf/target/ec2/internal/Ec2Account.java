package net.roboconf.target.ec2.internal;

import java.util.List;
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
 * The machines of one account as one definition wants them: the contract of a target in terms of EC2.
 *
 * <p><b>Steps.</b> One request makes the instance with its tags and the volumes that go with it; it carries the machine's key
 * as client token, so that it may be repeated. Most machines need no more. An elastic address and volumes that outlive the
 * machine can only be given to an instance that runs: {@link #create} waits for it. Each of these steps looks first what is
 * there, so that {@link #find} brings a creation to its end that was cut off.
 *
 * <p><b>What goes wrong.</b> A refusal after the first step takes away what was made. What was made and is not seen yet is
 * looked for during {@link Timing#seenWithin}; what comes even later is the Deployment Manager's to find, which knows
 * {@link net.roboconf.core.target.Target#lateCreation}.
 */
final class Ec2Account {

    private static final Logger LOG = LoggerFactory.getLogger(Ec2Account.class);

    private final Ec2Definition definition;
    private final Timing timing;
    private final Instances instances;
    private final Volumes volumes;
    private final Addresses addresses;
    private final Leftovers leftovers;

    Ec2Account(Ec2Definition definition, Ec2Client client, Timing timing) {
        this.definition = definition;
        this.timing = timing;
        instances = new Instances(client, timing);
        volumes = new Volumes(client, timing);
        addresses = new Addresses(client, timing);
        leftovers = new Leftovers(instances, volumes, addresses);
    }

    String create(MachineRequest request) throws Ec2Refusal, TargetException, InterruptedException {
        String id = run(request);
        TargetException refused;
        try {
            complete(request, id);
            return id;
        } catch (Ec2Refusal e) {
            refused = TargetException.refused(e.getMessage());
        } catch (TargetException e) {
            if (e.isOutcomeUnknown()) {
                throw e;
            }
            refused = e;
        }
        takeAway(request.key(), id, refused);
        throw refused;
    }

    private String run(MachineRequest request) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            Instance instance = instances.run(request, definition);
            if (instance.isTerminated()) {
                throw over(instance.id());
            }
            return instance.id();
        } catch (Ec2Refusal e) {
            if (e.is("IdempotentInstanceTerminated")) {
                throw over("of this key");
            }
            if (!e.is("IdempotentParameterMismatch")) {
                throw e;
            }
            // It was made by an earlier request, which the agent's settings have changed since.
            return soonSeen(request.key())
                    .map(Instance::id)
                    .orElseThrow(() -> TargetException.unsure(e.getMessage(), e));
        }
    }

    private static TargetException over(String which) {
        return TargetException.refused(
                "The instance " + which + " was made and has been terminated; retry to have a new one made.");
    }

    /** What is to be done once the instance runs. */
    private void complete(MachineRequest request, String id) throws Ec2Refusal, TargetException, InterruptedException {
        if (definition.hasMoreToDo()) {
            Instance running = instances.running(id);
            addresses.give(request, definition, id);
            volumes.attach(request, definition, running);
        }
    }

    /** Takes away what was made for a machine that cannot be completed. */
    private void takeAway(MachineKey key, String id, TargetException why) throws TargetException, InterruptedException {
        try {
            instances.terminate(id);
            Timing.Wait wait = timing.upTo(timing.runsWithin());
            while (status(key, id) != MachineStatus.GONE) {
                if (wait.isOver()) {
                    throw TargetException.unsure(why.getMessage() + " Its instance " + id + " is not gone yet.", why);
                }
                timing.pause();
            }
        } catch (Ec2Refusal e) {
            throw TargetException.unsure(
                    why.getMessage() + " Its instance " + id + " could not be taken away: " + e.getMessage(), e);
        }
    }

    Optional<String> find(MachineRequest request) throws Ec2Refusal, TargetException, InterruptedException {
        Optional<Instance> found = soonSeen(request.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String id = found.get().id();
        if (found.get().isTerminated()) {
            leftovers.clear(request.key());
            return Optional.empty();
        }
        if (found.get().isComing()) {
            completeFound(request, id);
        }
        return Optional.of(id);
    }

    /** A machine that cannot be completed is no use to anybody; whoever asks for its status learns that it is gone. */
    private void completeFound(MachineRequest request, String id)
            throws Ec2Refusal, TargetException, InterruptedException {
        try {
            complete(request, id);
        } catch (Ec2Refusal e) {
            LOG.warn("The instance {} for {} is taken away again: {}", id, request, e.getMessage());
            instances.terminate(id);
        } catch (TargetException e) {
            if (e.isOutcomeUnknown()) {
                throw e;
            }
            LOG.warn("The instance {} for {} is taken away again: {}", id, request, e.getMessage());
            instances.terminate(id);
        }
    }

    /** The instance of a key, once it is seen; empty when it certainly does not exist. One that lives comes first. */
    private Optional<Instance> soonSeen(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.seenWithin());
        while (true) {
            boolean last = wait.isOver();
            List<Instance> made = instances.made(key);
            if (!made.isEmpty() || last) {
                return made.stream()
                        .filter(one -> !one.isTerminated())
                        .findFirst()
                        .or(() -> made.stream().findFirst());
            }
            timing.pause();
        }
    }

    MachineStatus status(MachineKey key, String id) throws Ec2Refusal, TargetException, InterruptedException {
        MachineStatus status = instances.surely(id).map(Instance::status).orElse(MachineStatus.GONE);
        return status == MachineStatus.GONE && !leftovers.clear(key) ? MachineStatus.PENDING : status;
    }

    void terminate(String id) throws Ec2Refusal, TargetException, InterruptedException {
        instances.terminate(id);
    }

    MachineFacts facts(String id) throws Ec2Refusal, TargetException, InterruptedException {
        return instances
                .surely(id)
                .map(Instance::facts)
                .orElseThrow(() -> TargetException.refused("There is no instance " + id + "."));
    }

    List<MadeResource> resources(String owner) throws Ec2Refusal, TargetException, InterruptedException {
        return leftovers.ownedBy(owner);
    }

    void delete(MadeResource resource) throws Ec2Refusal, TargetException, InterruptedException {
        leftovers.delete(resource);
    }
}
