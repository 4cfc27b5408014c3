package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * How a host proves that it is itself: by a fingerprint in the definition, or by its line in a file of known hosts.
 *
 * @param fingerprints those of {@code fingerprint.HOST}
 * @param file of known hosts, in the form of OpenSSH
 * @param acceptsNew whether a host that is not in the file is put there when it is met first
 */
record HostKeys(Map<HostAddress, String> fingerprints, Path file, boolean acceptsNew) {

    /** Followed by a host. */
    static final String FINGERPRINT = "fingerprint.";

    private static final String FILE = "host.keys.file";

    /** One writer at a time. */
    private static final Object WRITING = new Object();

    static HostKeys of(Map<String, String> properties, TargetProperties reader, int defaultPort)
            throws TargetException {
        boolean acceptsNew = reader.choice("host.keys", "known", List.of("known", "accept-new"))
                .equals("accept-new");
        Map<HostAddress, String> fingerprints = new HashMap<>();
        for (Map.Entry<String, String> one : properties.entrySet()) {
            if (one.getKey().startsWith(FINGERPRINT)) {
                fingerprints.put(host(one.getKey(), defaultPort), fingerprint(one));
            }
        }
        Optional<Path> given = reader.optional(FILE).map(Path::of);
        Path file = given.orElseGet(() -> Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
        if (given.isPresent() && !acceptsNew) {
            NamedFile.of(reader, FILE);
        }
        HostKeys keys = new HostKeys(Map.copyOf(fingerprints), file, acceptsNew);
        if (Files.exists(file)) {
            try {
                keys.entries();
            } catch (IOException e) {
                throw TargetProperties.wrong(
                        FILE, "names the file " + file + ", which cannot be read: " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /** The kinds of keys that a host is known by; a host offers the first of them that it has. */
    Set<String> kinds(HostAddress host) throws IOException {
        Set<String> kinds = new HashSet<>();
        if (!fingerprints.containsKey(host)) {
            for (KnownHostEntry entry : entries()) {
                if (entry.isHostMatch(host.name(), host.port()) && entry.getMarker() == null) {
                    kinds.add(entry.getKeyEntry().getKeyType());
                }
            }
        }
        return kinds;
    }

    /**
     * Whether this is the host.
     *
     * @return why it is not, and what to do; null when it is
     */
    String refuses(HostAddress host, PublicKey key) throws IOException, GeneralSecurityException {
        String seen = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        String offered = "it offers its " + KeyUtils.getKeyType(key) + " key " + seen;
        String wanted = fingerprints.get(host);
        if (wanted != null) {
            return wanted.equals(seen)
                    ? null
                    : offered + ", and '" + FINGERPRINT + host
                            + "' is another one: find out on the host itself which is"
                            + " right (ssh-keygen -lf /etc/ssh/ssh_host_..._key.pub)";
        }
        boolean known = false;
        for (KnownHostEntry entry : entries()) {
            if (entry.isHostMatch(host.name(), host.port())) {
                boolean same = KeyUtils.compareKeys(key, key(entry));
                if ("revoked".equals(entry.getMarker()) && same) {
                    return offered + ", which is marked as revoked in " + file;
                }
                if (entry.getMarker() == null) {
                    known = true;
                    if (same) {
                        return null;
                    }
                }
            }
        }
        if (known) {
            return offered + ", and " + file + " has another one: either the host was installed anew (then replace its"
                    + " line there), or this is not the host";
        }
        if (!acceptsNew) {
            return offered + ", and it is not in " + file + ": add it there when it is right (ssh-keyscan shows it), or"
                    + " give it as '" + FINGERPRINT + host + "'";
        }
        add(host, key);
        return null;
    }

    private void add(HostAddress host, PublicKey key) throws IOException, GeneralSecurityException {
        synchronized (WRITING) {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            // A host that was met at the same time on two connections must have had the same key on both.
            for (KnownHostEntry entry : entries()) {
                if (entry.isHostMatch(host.name(), host.port())) {
                    String refusal = new HostKeys(fingerprints, file, false).refuses(host, key);
                    if (refusal != null) {
                        throw new IOException(refusal);
                    }
                    return;
                }
            }
            String name =
                    host.port() == HostAddress.DEFAULT_PORT ? host.name() : "[" + host.name() + "]:" + host.port();
            Files.writeString(file, name + " " + PublicKeyEntry.toString(key) + "\n", StandardOpenOption.APPEND);
        }
    }

    private static PublicKey key(KnownHostEntry entry) throws IOException, GeneralSecurityException {
        return entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
    }

    private List<KnownHostEntry> entries() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        return new ArrayList<>(KnownHostEntry.readKnownHostEntries(file));
    }

    private static HostAddress host(String name, int defaultPort) throws TargetException {
        try {
            return HostAddress.parse(name.substring(FINGERPRINT.length()), defaultPort);
        } catch (IllegalArgumentException e) {
            throw TargetProperties.wrong(name, "does not end with a host: " + e.getMessage(), e);
        }
    }

    private static String fingerprint(Map.Entry<String, String> property) throws TargetException {
        String text = property.getValue().strip();
        if (!text.matches("SHA256:[A-Za-z0-9+/]{43}")) {
            throw TargetProperties.wrong(
                    property.getKey(), "is '" + text + "'; write SHA256: and 43 characters, as ssh-keygen -l shows it");
        }
        return text;
    }
}
