package net.roboconf.target.openstack.internal;

import java.util.Optional;
import net.roboconf.core.model.MachineKey;

/**
 * How what was made for a machine is recognized. Each thing carries its mark from the request on that makes it; what has a
 * description carries the owner there, what has none in its name.
 *
 * @param key of the machine
 * @param owner the store of the Deployment Manager
 */
record Mark(MachineKey key, String owner) {

    private static final String PREFIX = "roboconf-";

    /** The name of what is made for a machine, and the tag of its server. */
    static String name(MachineKey key) {
        return PREFIX + key;
    }

    /** The same with the owner. */
    String nameAndOwner() {
        return name(key) + " " + owner;
    }

    /** Whether a name is that of something made for this machine. */
    static boolean isOf(MachineKey key, String name) {
        return name.equals(name(key)) || name.startsWith(name(key) + " ");
    }

    /** The machine that a name tells, with or without an owner behind it; empty when it is somebody else's. */
    static Optional<MachineKey> key(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String key = name.substring(PREFIX.length()).split(" ", 2)[0];
        try {
            return Optional.of(new MachineKey(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody else likes this beginning, too
        }
    }

    /** The owner behind such a name. */
    static String owner(String name) {
        String[] parts = name.split(" ", 2);
        return parts.length == 2 ? parts[1] : "";
    }
}
