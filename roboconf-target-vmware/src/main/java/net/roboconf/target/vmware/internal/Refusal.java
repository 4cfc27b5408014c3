package net.roboconf.target.vmware.internal;

import java.util.Set;
import net.roboconf.core.target.TargetException;

/** vSphere has answered a call with a fault, or a task has ended with one. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** What may be over in a while. */
    private static final Set<String> PASSING = Set.of(
            "TaskInProgress",
            // Of a machine that is being cloned, among others.
            "InvalidState",
            "MethodDisabled",
            "ConcurrentAccess",
            "ResourceInUse",
            "Timedout",
            "HostCommunication",
            "HostNotConnected",
            "HostNotReachable",
            "TooManyTasks",
            "InsufficientResourcesFault",
            "InsufficientCpuResourcesFault",
            "InsufficientMemoryResourcesFault",
            "InsufficientHostCapacityFault",
            "NoCompatibleHost");

    private final String fault;
    private final String privilege;
    private final boolean doubt;

    /**
     * As vSphere says it.
     *
     * @param call that was refused
     * @param fault its type, such as {@code NoPermission}; may be empty
     * @param words vSphere's message
     * @param privilege that is missing; empty when it is not about one
     * @param doubt whether an earlier call, without an answer, may have had its effect
     */
    Refusal(String call, String fault, String words, String privilege, boolean doubt) {
        super("vSphere refuses " + call + ": " + fault + (words.isEmpty() ? "." : ": " + words));
        this.fault = fault;
        this.privilege = privilege;
        this.doubt = doubt;
    }

    boolean is(String... faults) {
        return Set.of(faults).contains(fault);
    }

    /** Whether what was asked about does not exist, or not any more. */
    boolean isGone() {
        return is("ManagedObjectNotFound");
    }

    /** The same for the Deployment Manager. */
    TargetException forTarget() {
        if (PASSING.contains(fault)) {
            return TargetException.unsure(getMessage() + " This is tried again.", this);
        }
        return new TargetException(getMessage() + advice(), doubt, this);
    }

    private String advice() {
        return switch (fault) {
            case "InvalidLogin" -> " Check " + VmwareDefinition.USER + " and " + VmwareDefinition.PASSWORD + ".";
            case "NoPermission" ->
                " Give the user of " + VmwareDefinition.USER + " the privilege "
                        + (privilege.isEmpty() ? "that is missing" : privilege) + ".";
            case "NoDiskSpace", "InsufficientStorageSpace" ->
                " Make room, or name another one with " + VmwareDefinition.DATASTORE + ".";
            case "NotSupported" -> " Is " + VmwareDefinition.URL + " a vCenter? A single host cannot clone.";
            default -> "";
        };
    }
}
