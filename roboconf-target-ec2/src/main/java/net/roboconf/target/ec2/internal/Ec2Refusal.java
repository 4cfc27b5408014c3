package net.roboconf.target.ec2.internal;

import net.roboconf.core.target.TargetException;

/** EC2 has answered a request with an error. */
final class Ec2Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean doubt;

    /**
     * As EC2 says it.
     *
     * @param code such as {@code InvalidAMIID.NotFound}
     * @param words EC2's message
     * @param doubt whether an earlier one of the same request, without an answer, may have had its effect
     */
    Ec2Refusal(String action, String code, String words, boolean doubt) {
        super("EC2 refuses " + action + ": " + code + ": " + words);
        this.code = code;
        this.doubt = doubt;
    }

    String code() {
        return code;
    }

    boolean is(String... codes) {
        for (String one : codes) {
            if (code.equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is named does not exist, such as {@code InvalidInstanceID.NotFound}. */
    boolean isNotFound() {
        return code.endsWith(".NotFound") || code.equals("InvalidAddress.NotFound");
    }

    /** The same for the Deployment Manager. */
    TargetException forTarget() {
        if (isCapacity()) {
            return TargetException.unsure(
                    getMessage() + " This is tried again; another availability zone or instance type may have room.",
                    this);
        }
        return new TargetException(getMessage() + advice(), doubt, this);
    }

    /** No room at the moment: {@code InsufficientInstanceCapacity} and its kin. */
    private boolean isCapacity() {
        return code.startsWith("Insufficient") && code.endsWith("Capacity");
    }

    private String advice() {
        return switch (code) {
            case "AuthFailure", "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException" ->
                " Check ec2.access.key, ec2.secret.key, ec2.region, and this host's clock.";
            case "UnauthorizedOperation" -> " Give the account of ec2.access.key this permission.";
            case "InstanceLimitExceeded",
                    "VcpuLimitExceeded",
                    "AddressLimitExceeded",
                    "VolumeLimitExceeded",
                    "MaxSpotInstanceCountExceeded" ->
                " Have the quota of the account raised, or take away what it does not need.";
            default -> "";
        };
    }
}
