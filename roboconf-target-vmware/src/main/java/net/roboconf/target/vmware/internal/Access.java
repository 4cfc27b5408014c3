package net.roboconf.target.vmware.internal;

import java.net.URI;
import java.util.Optional;

/**
 * Which vCenter, who asks it, and how it proves that it is the right one. The password is never seen.
 *
 * @param url of its web services, most often {@code https://HOST/sdk}
 * @param user such as {@code roboconf@vsphere.local}
 * @param password of the user
 * @param anyCertificate whether its certificate is not looked at
 * @param thumbprint the SHA-256 of the only certificate that is accepted, 64 hexadecimal digits; without it those are that
 *     the JVM trusts
 */
record Access(URI url, String user, String password, boolean anyCertificate, Optional<String> thumbprint) {

    private static final String HIDDEN = "***";

    /** A text without the password, should it hold it. */
    String hiddenIn(String text) {
        return text.replace(password, HIDDEN);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
