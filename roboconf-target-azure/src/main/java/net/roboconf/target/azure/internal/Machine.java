package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import net.roboconf.core.target.MachineStatus;

/** What Azure says about a virtual machine. */
record Machine(JsonNode answer) {

    private JsonNode properties() {
        return answer.path("properties");
    }

    private String provisioning() {
        return properties().path("provisioningState").asText("");
    }

    String key() {
        return Tags.of(answer, Tags.MACHINE);
    }

    /** It is on its way out. */
    boolean isDeleting() {
        return provisioning().equals("Deleting");
    }

    /** Azure could not make it. */
    boolean isFailed() {
        return Operations.isFailure(provisioning()) && !isRunning();
    }

    boolean isRunning() {
        return power().equals("running");
    }

    /** Whether nothing more is to be waited for. */
    boolean isMade() {
        return isRunning() || provisioning().equals("Succeeded");
    }

    /** Such as {@code running}, {@code deallocated}; empty while it has none. */
    private String power() {
        return status("PowerState/", "code");
    }

    /** The code with which it failed; empty when Azure does not say. */
    String failureCode() {
        return status("ProvisioningState/failed/", "code");
    }

    /** Why it failed, in Azure's words; may be empty. */
    String failure() {
        return status("ProvisioningState/failed", "message");
    }

    /** Of the status whose code begins so: what follows, or another field. */
    private String status(String begin, String field) {
        for (JsonNode status : properties().path("instanceView").path("statuses")) {
            String code = status.path("code").asText("");
            if (code.toLowerCase(Locale.ROOT).startsWith(begin.toLowerCase(Locale.ROOT))) {
                return field.equals("code")
                        ? code.substring(begin.length())
                        : status.path(field).asText("");
            }
        }
        return "";
    }

    MachineStatus status() {
        if (isDeleting()) {
            return MachineStatus.PENDING;
        }
        return switch (power()) {
            case "running" -> MachineStatus.RUNNING;
            case "stopping", "stopped", "deallocating", "deallocated" -> MachineStatus.STOPPED;
            default -> isFailed() ? MachineStatus.STOPPED : MachineStatus.PENDING;
        };
    }

    /** The location and, where it has one, the zone within it. */
    String zone() {
        return (answer.path("location").asText("") + " "
                        + answer.path("zones").path(0).asText(""))
                .strip();
    }

    String size() {
        return properties().path("hardwareProfile").path("vmSize").asText("");
    }

    String image() {
        return ImageName.told(properties().path("storageProfile").path("imageReference"));
    }

    String systemDisk() {
        return properties()
                .path("storageProfile")
                .path("osDisk")
                .path("managedDisk")
                .path("id")
                .asText("");
    }
}
