package net.roboconf.dm.internal.login;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * Makes a login at the first start, so that a fresh installation is neither open to all nor closed to its owner.
 *
 * <p>The user goes into the file that the container's realm reads ({@code etc/users.properties}); name and password also
 * go into a file of their own, for the person and for scripts. Both are for their owner's eyes only (mode 0600). When the
 * realm's file has a user already, nothing is done: then somebody has set a login, and it is theirs.
 */
public final class FirstLogin {

    /** The user that is made. */
    public static final String USER = "admin";

    /** No characters that look alike, and none that a shell, a URL or a properties file would need quoted. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /** 24 of 56 characters: 139 bits. */
    private static final int LENGTH = 24;

    private static final String GROUP_PREFIX = "_g_:";
    private static final String GROUP = "admingroup";

    private final Path users;
    private final Path note;
    private final RandomGenerator random;

    /**
     * Names the places.
     *
     * @param users the file that the realm reads; made when it does not exist
     * @param note the file that tells the login; replaced when it exists and a login is made
     * @param random must not be predictable
     */
    public FirstLogin(Path users, Path note, RandomGenerator random) {
        this.users = users;
        this.note = note;
        this.random = random;
    }

    /**
     * Makes a login when the realm has no user.
     *
     * @return the file that tells the login; empty when there was a user already
     * @throws IOException when one of the files cannot be read or written; then the realm has no new user
     */
    public Optional<Path> makeIfNone() throws IOException {
        String text = Files.exists(users) ? Files.readString(users) : "";
        Properties known = new Properties();
        known.load(new StringReader(text));
        if (known.stringPropertyNames().stream().anyMatch(key -> !key.startsWith(GROUP_PREFIX))) {
            return Optional.empty();
        }
        String password = password();
        // The note first: a crash in between leaves a note of no use, and the next start makes both anew.
        PrivateFile.write(note, "user=" + USER + "\npassword=" + password + "\n");
        StringBuilder lines = new StringBuilder(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            lines.append('\n');
        }
        lines.append("# Made at the first start. Change the password here; it is read anew at each login.\n");
        lines.append(USER + " = " + password + "," + GROUP_PREFIX + GROUP + "\n");
        if (!known.containsKey(GROUP_PREFIX + GROUP)) {
            lines.append("_g_\\:" + GROUP + " = group,admin,manager,viewer,systembundles,ssh\n");
        }
        PrivateFile.write(users, lines.toString());
        return Optional.of(note);
    }

    private String password() {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
