package net.roboconf.target.ec2.internal;

import java.util.Optional;

/**
 * Who asks EC2. Only the access key may be seen.
 *
 * @param accessKey names the account
 * @param secretKey signs
 * @param sessionToken of temporary credentials
 */
record Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {

    private static final String HIDDEN = "***";

    /** A text without the secrets, should it hold one. */
    String hiddenIn(String text) {
        String hidden = text.replace(secretKey, HIDDEN);
        return sessionToken.isPresent() ? hidden.replace(sessionToken.get(), HIDDEN) : hidden;
    }

    @Override
    public String toString() {
        return "credentials of " + accessKey;
    }
}
