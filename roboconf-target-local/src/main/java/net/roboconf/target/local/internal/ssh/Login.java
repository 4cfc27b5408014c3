package net.roboconf.target.local.internal.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * How the Deployment Manager shows a host who it is. Holds secrets: there is no text of it.
 *
 * @param user on the host
 * @param keys that are offered; may be empty
 * @param password null for none
 */
record Login(String user, List<KeyPair> keys, String password) {

    private static final String KEY_FILE = "key.file";
    private static final String PASSPHRASE = "key.passphrase";
    private static final String PASSWORD = "password";

    static Login of(Map<String, String> properties, TargetProperties reader, String user) throws TargetException {
        if (!user.matches("[A-Za-z_][A-Za-z0-9_.-]*\\$?")) {
            throw TargetProperties.wrong("user", "is '" + user + "', which is no name of a user");
        }
        String passphrase = secret(properties, reader, PASSPHRASE);
        List<KeyPair> keys = reader.optional(KEY_FILE).isEmpty() ? List.of() : keys(reader, passphrase);
        String password = secret(properties, reader, PASSWORD);
        if (keys.isEmpty() && password == null) {
            throw new TargetException(
                    "The property 'key.file' of the target is missing: name a private key in the form of OpenSSH"
                            + " (or 'password.file').",
                    false,
                    null);
        }
        return new Login(user, keys, password);
    }

    void offer(ClientSession session) {
        keys.forEach(session::addPublicKeyIdentity);
        if (password != null) {
            session.addPasswordIdentity(password);
        }
    }

    private static List<KeyPair> keys(TargetProperties reader, String passphrase) throws TargetException {
        String text = NamedFile.content(reader, KEY_FILE);
        String file = reader.required(KEY_FILE);
        List<KeyPair> keys = new ArrayList<>();
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(file),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
                    passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase));
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The text of the cause may hold parts of the key: it is neither told nor kept.
            throw TargetProperties.wrong(
                    KEY_FILE,
                    "names the file " + file + ", whose key cannot be read: "
                            + (passphrase == null
                                    ? "it is damaged, or it has a passphrase; then set 'key.passphrase.file'"
                                    : "it is damaged, or the passphrase is another one"));
        }
        if (keys.isEmpty()) {
            throw TargetProperties.wrong(
                    KEY_FILE, "names the file " + file + ", which holds no private key in the form of OpenSSH");
        }
        return keys;
    }

    /** A secret that is given itself, or by the file that holds it; null when neither is. */
    private static String secret(Map<String, String> properties, TargetProperties reader, String name)
            throws TargetException {
        boolean inFile = reader.optional(name + ".file").isPresent();
        if (reader.optional(name).isPresent()) {
            // White space may be a part of it.
            return properties.get(name);
        }
        if (!inFile) {
            return null;
        }
        String content = NamedFile.content(reader, name + ".file").replaceFirst("\\R\\z", "");
        if (content.isEmpty()) {
            throw TargetProperties.wrong(name + ".file", "names a file that is empty");
        }
        return content;
    }

    /** Nothing that is secret. */
    @Override
    public String toString() {
        return "login of " + user;
    }
}
