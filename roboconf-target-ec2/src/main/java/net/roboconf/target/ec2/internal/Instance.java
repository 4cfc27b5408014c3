package net.roboconf.target.ec2.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineStatus;

/** What EC2 says about an instance. */
record Instance(Answer answer) {

    String id() {
        return answer.text("instanceId");
    }

    /** As EC2 calls it: pending, running, shutting-down, terminated, stopping, stopped. */
    String state() {
        return answer.text("instanceState/name");
    }

    /** It stays visible for about an hour after its end. */
    boolean isTerminated() {
        return state().equals("terminated");
    }

    boolean isRunning() {
        return state().equals("running");
    }

    /** Whether it runs or will. */
    boolean isComing() {
        return isRunning() || state().equals("pending");
    }

    /** Why it is not running, in EC2's words; may be empty. */
    String reason() {
        String reason = answer.text("stateReason/message");
        return reason.isEmpty() ? answer.text("reason") : reason;
    }

    String zone() {
        return answer.text("placement/availabilityZone");
    }

    /** What is attached as this device, if something is. */
    Optional<Answer> volumeAt(String device) {
        return answer.items("blockDeviceMapping").stream()
                .filter(one -> one.text("deviceName").equals(device))
                .findFirst();
    }

    MachineStatus status() {
        return switch (state()) {
            case "running" -> MachineStatus.RUNNING;
            case "stopping", "stopped" -> MachineStatus.STOPPED;
            case "terminated" -> MachineStatus.GONE;
            default -> MachineStatus.PENDING;
        };
    }

    MachineFacts facts() {
        List<String> addresses = Stream.of("ipAddress", "privateIpAddress")
                .map(answer::text)
                .filter(text -> !text.isEmpty())
                .toList();
        return new MachineFacts(
                id(), answer.tag(Tags.NAME), addresses, zone(), answer.text("instanceType"), answer.text("imageId"));
    }
}
