package net.roboconf.target.azure.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.TargetException;

/**
 * How what is made for a machine is called: the key is in the name, so that whatever is lost or repeated, Azure makes one of
 * each and everybody finds it.
 */
record Names(Group group, MachineKey key) {

    /** What names of Azure may hold in any place, in one case, and with room for an ending. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private static final int MOST = 80;

    /** Of a machine that was made, wherever its definition would make one now. */
    static Names of(String machineId, MachineKey key) throws TargetException {
        return new Names(Group.ofResource(machineId), key);
    }

    private String stem() {
        return "roboconf-" + (NAME.matcher(key.value()).matches() ? key.value() : digest(key.value(), 40));
    }

    Resource machine() {
        return group.resource(Kind.VIRTUAL_MACHINE, stem());
    }

    Resource networkInterface() {
        return group.resource(Kind.INTERFACE, stem() + "-nic");
    }

    Resource address() {
        return group.resource(Kind.ADDRESS, stem() + "-ip");
    }

    /** The disk of the system. */
    Resource systemDisk() {
        return group.resource(Kind.DISK, stem() + "-os");
    }

    /** One that goes with the machine. */
    Resource disk(DataDisk disk) {
        return group.resource(Kind.DISK, stem() + "-disk-" + digest(disk.id(), 8));
    }

    /** Whether a disk is named as one that goes with the machine. */
    boolean isOwnDisk(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(stem() + "-os") || lower.startsWith(stem() + "-disk-");
    }

    /** A name for people, in letters that Azure takes. */
    static String allowed(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String cut = name.length() > MOST ? name.substring(0, MOST - 9) + "-" + digest(text, 8) : name;
        return cut.replaceAll("[^A-Za-z0-9_]+$", "");
    }

    /** The beginning of the SHA-256, in hexadecimal digits. */
    static String digest(String text, int length) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
