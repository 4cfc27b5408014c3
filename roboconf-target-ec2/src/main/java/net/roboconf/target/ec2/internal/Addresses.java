package net.roboconf.target.ec2.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;

/**
 * The elastic addresses of machines. Allocating one has no token: an answer that is lost leaves an address that nobody
 * knows. So it carries the machine's key from the beginning, is looked for before another one is allocated, and all that
 * carry the key go with the machine.
 */
final class Addresses {

    private final Ec2Client client;
    private final Timing timing;

    Addresses(Ec2Client client, Timing timing) {
        this.client = client;
        this.timing = timing;
    }

    /** Gives a machine that runs the address that its definition wants; it may have it already. */
    void give(MachineRequest request, Ec2Definition definition, String instance)
            throws Ec2Refusal, TargetException, InterruptedException {
        Optional<String> wanted = definition.elasticIp();
        if (wanted.isEmpty()) {
            return;
        }
        if (wanted.get().equals(Ec2Definition.ALLOCATE)) {
            giveOwn(request, definition, instance);
        } else {
            associate(existing(wanted.get()), instance);
        }
    }

    /** One that the account has. */
    Answer existing(String ip) throws Ec2Refusal, TargetException, InterruptedException {
        return client.call(Ec2Call.repeatable("DescribeAddresses").with("PublicIp", List.of(ip)))
                .items("addressesSet")
                .get(0);
    }

    private void giveOwn(MachineRequest request, Ec2Definition definition, String instance)
            throws Ec2Refusal, TargetException, InterruptedException {
        List<Answer> own = new ArrayList<>(of(request.key()));
        if (own.isEmpty()) {
            own.add(allocate(request, definition));
        }
        own.sort(Comparator.comparing(
                        (Answer address) -> !address.text("instanceId").equals(instance))
                .thenComparing(address -> address.text("allocationId")));
        Answer mine = own.get(0);
        try {
            associate(mine, instance);
        } catch (Ec2Refusal e) {
            // It may not be seen yet by whoever takes away what was made.
            release(mine);
            throw e;
        }
        for (Answer other : own.subList(1, own.size())) {
            release(other);
        }
        awaitSeen(request.key());
    }

    /** Else a machine that is destroyed at once would leave an address that nobody sees. */
    private void awaitSeen(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.seenWithin());
        do {
            timing.pause();
            if (!of(key).isEmpty()) {
                return;
            }
        } while (!wait.isOver());
        throw TargetException.unsure("EC2 does not show the address that was allocated for " + key + ".", null);
    }

    private Answer allocate(MachineRequest request, Ec2Definition definition)
            throws Ec2Refusal, TargetException, InterruptedException {
        Ec2Call call = Ec2Call.once("AllocateAddress").with("Domain", "vpc");
        Tags.add(call, 1, "elastic-ip", Tags.ofMachine(request, definition.tags()));
        try {
            return client.call(call);
        } catch (TargetException e) {
            Timing.Wait wait = timing.upTo(timing.seenWithin());
            while (!wait.isOver()) {
                List<Answer> made = of(request.key());
                if (!made.isEmpty()) {
                    return made.get(0);
                }
                timing.pause();
            }
            throw e;
        }
    }

    private void associate(Answer address, String instance) throws Ec2Refusal, TargetException, InterruptedException {
        String user = address.text("instanceId");
        if (user.equals(instance)) {
            return;
        }
        if (!user.isEmpty() || !address.text("associationId").isEmpty()) {
            throw TargetException.refused("The elastic address " + address.text("publicIp") + " is in use by "
                    + (user.isEmpty() ? address.text("networkInterfaceId") : user)
                    + ": free it, or write ec2.elastic.ip = " + Ec2Definition.ALLOCATE + ".");
        }
        Ec2Call call = Ec2Call.repeatable("AssociateAddress")
                .with("InstanceId", instance)
                .with("AllowReassociation", false);
        // An address outside of any VPC has no allocation.
        String allocation = address.text("allocationId");
        call.with(
                allocation.isEmpty() ? "PublicIp" : "AllocationId",
                allocation.isEmpty() ? address.text("publicIp") : allocation);
        try {
            client.call(call);
        } catch (Ec2Refusal e) {
            // An earlier one of the same requests, whose answer was lost.
            if (!isGiven(address, instance)) {
                throw e;
            }
        }
    }

    /** Whether a machine has an address, as far as it is seen. */
    private boolean isGiven(Answer address, String instance) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            return existing(address.text("publicIp")).text("instanceId").equals(instance);
        } catch (Ec2Refusal e) {
            if (!e.isNotFound()) {
                throw e;
            }
            return false;
        }
    }

    /** Those that were allocated for a machine. */
    List<Answer> of(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        return list("tag:" + Tags.MACHINE, key.value());
    }

    /** Those that were allocated for the machines of an owner. */
    List<Answer> ownedBy(String owner) throws Ec2Refusal, TargetException, InterruptedException {
        return list("tag:" + Tags.OWNER, owner);
    }

    private List<Answer> list(String filter, String value) throws Ec2Refusal, TargetException, InterruptedException {
        return client.call(Ec2Call.repeatable("DescribeAddresses").filter(filter, value))
                .items("addressesSet");
    }

    /** Gives one back to EC2, also when a machine still has it. */
    void release(Answer address) throws Ec2Refusal, TargetException, InterruptedException {
        String association = address.text("associationId");
        if (!association.isEmpty()) {
            callUnlessGone(Ec2Call.repeatable("DisassociateAddress").with("AssociationId", association));
        }
        callUnlessGone(Ec2Call.repeatable("ReleaseAddress").with("AllocationId", address.text("allocationId")));
    }

    /** Gives one back by its allocation. */
    void release(String allocation) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            for (Answer address : client.call(
                            Ec2Call.repeatable("DescribeAddresses").with("AllocationId", List.of(allocation)))
                    .items("addressesSet")) {
                release(address);
            }
        } catch (Ec2Refusal e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private void callUnlessGone(Ec2Call call) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            client.call(call);
        } catch (Ec2Refusal e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }
}
