package net.roboconf.target.azure.internal;

import java.util.Set;
import net.roboconf.core.target.TargetException;

/** Azure has answered a request, or ended an operation, with an error. */
final class ArmRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** The code for a resource group that does not exist. */
    static final String NO_GROUP = "ResourceGroupNotFound";

    private static final Set<String> NO_ROOM = Set.of(
            "AllocationFailed",
            "ZonalAllocationFailed",
            "OverconstrainedAllocationRequest",
            "OverconstrainedZonalAllocationRequest");

    private final int status;
    private final String code;
    private final boolean doubt;

    /**
     * As Azure says it.
     *
     * @param what what was asked for
     * @param status of HTTP; 0 when an operation that had been accepted failed later
     * @param code such as {@code QuotaExceeded}
     * @param words Azure's message
     * @param doubt whether an earlier one of the same request, without an answer, may have had its effect
     */
    ArmRefusal(String what, int status, String code, String words, boolean doubt) {
        super("Azure refuses " + what + ": " + code + ": " + words);
        this.status = status;
        this.code = code;
        this.doubt = doubt;
    }

    String code() {
        return code;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** Something is in the way: it exists already and is different, is in use, or being worked at. */
    boolean isConflict() {
        return status == 409;
    }

    /** Whether it may be something that is used by what goes away at this moment. */
    boolean isInUse() {
        return isConflict() || code.equals("NicInUse") || code.startsWith("PublicIPAddressCannotBeDeleted");
    }

    /** No room at the moment. */
    private boolean isCapacity() {
        return NO_ROOM.contains(code);
    }

    /** The approved number is reached; Azure has several codes for it. */
    private boolean isQuota() {
        return code.contains("Quota")
                || code.endsWith("LimitReached")
                || code.endsWith("CountLimitExceeded")
                || code.equals("OperationNotAllowed") && getMessage().contains("quota");
    }

    /** The same for the Deployment Manager. */
    TargetException forTarget() {
        if (isCapacity()) {
            return TargetException.unsure(
                    getMessage() + " This is tried again; another size, zone or location may have room.", this);
        }
        return new TargetException(getMessage() + advice(), doubt, this);
    }

    private String advice() {
        if (isQuota()) {
            return " Have the quota of the subscription raised, or take away what it does not need.";
        }
        return switch (code) {
            case "AuthorizationFailed", "LinkedAuthorizationFailed" ->
                " Give azure.client.id, or the managed identity, a role that may do this.";
            case "ExpiredAuthenticationToken",
                    "InvalidAuthenticationToken",
                    "InvalidAuthenticationTokenTenant",
                    "AuthenticationFailed" ->
                " Check azure.tenant.id, azure.client.id, azure.client.secret, azure.endpoint, and this host's clock.";
            case "SubscriptionNotFound", "InvalidSubscriptionId", "ReadOnlyDisabledSubscription" ->
                " Check azure.subscription.id.";
            case NO_GROUP -> " Make the resource group, or check azure.resource-group.";
            case "SkuNotAvailable" -> " Choose another azure.vm.size, azure.availability.zone or azure.location.";
            case "ImageNotFound", "PlatformImageNotFound", "GalleryImageNotFound" -> " Check azure.image.";
            case "ScopeLocked" -> " Take away the lock, or choose another azure.resource-group.";
            default -> "";
        };
    }
}
