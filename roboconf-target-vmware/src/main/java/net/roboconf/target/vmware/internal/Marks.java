package net.roboconf.target.vmware.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * What says whose a virtual machine is. Its name ends in the machine's key, and a folder has one machine of a name. Its
 * identifier ({@code instanceUuid}) is made of the key alone, so that it is known before the machine is. A person who clones
 * such a machine copies its settings, but neither of these two.
 */
final class Marks {

    /** Of settings that only vCenter can read and write; the guest cannot, as it can those of {@code guestinfo}. */
    private static final String MACHINE = "roboconf.machine";

    private static final String OWNER = "roboconf.owner";
    private static final String TEMPLATE = "roboconf.template";

    /** Where agents and cloud-init look. */
    private static final String USER_DATA = "guestinfo.userdata";

    private static final String ENCODING = "guestinfo.userdata.encoding";

    private static final int LONGEST_NAME = 80;

    /** Base64 makes 64 KiB of it. */
    private static final int USER_DATA_LIMIT = 48 << 10;

    private Marks() {}

    /** The identifier of a machine. */
    static String uuid(MachineKey key) {
        return UUID.nameUUIDFromBytes(("roboconf machine " + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The name of a machine: for people up to the last dot, then for us. */
    static String name(MachineRequest request) {
        String people =
                (request.application() + request.path().value().replace('/', '.')).replaceAll("[^A-Za-z0-9 ._-]", "_");
        String key = "." + request.key();
        return people.substring(0, Math.min(people.length(), LONGEST_NAME - key.length())) + key;
    }

    /** The key of a machine that has this name and this identifier; empty when it is none of ours. */
    static Optional<MachineKey> key(String name, String uuid) {
        String end = name.substring(name.lastIndexOf('.') + 1);
        if (!end.matches("[A-Za-z0-9_-]{1,64}")) {
            return Optional.empty();
        }
        return Optional.of(new MachineKey(end)).filter(key -> uuid(key).equals(uuid));
    }

    /** What a machine has from the request on that makes it. */
    static Map<String, String> ofMachine(MachineRequest request, VmwareDefinition definition) {
        return new TreeMap<>(
                Map.of(MACHINE, request.key().value(), OWNER, request.owner(), TEMPLATE, definition.template()));
    }

    /** What it has before it is started. */
    static Map<String, String> ofConfigured(MachineRequest request, VmwareDefinition definition)
            throws TargetException {
        Map<String, String> marks = ofMachine(request, definition);
        marks.put(USER_DATA, Base64.getEncoder().encodeToString(userData(request, definition)));
        marks.put(ENCODING, "base64");
        return marks;
    }

    private static byte[] userData(MachineRequest request, VmwareDefinition definition) throws TargetException {
        String text;
        try {
            text = UserData.of(request.agent(), definition.userData());
        } catch (IllegalArgumentException e) {
            throw new TargetException(
                    TargetProperties.wrong(VmwareDefinition.USER_DATA, "cannot be used: " + e.getMessage())
                            .getMessage(),
                    false,
                    e);
        }
        Optional<String> tooLarge = UserData.tooLarge(text, USER_DATA_LIMIT);
        if (tooLarge.isPresent()) {
            throw TargetProperties.wrong(VmwareDefinition.USER_DATA, "cannot be used: " + tooLarge.get());
        }
        return UserData.bytes(text);
    }

    /** For people who look at the machine. */
    static String note(MachineRequest request) {
        return "Made by Roboconf for " + request.path() + " of the application " + request.application()
                + ". It goes when that is undeployed.";
    }

    /** Whether what a machine has beside its settings says that it is this owner's. */
    static boolean isOwner(Map<String, String> extra, String owner) {
        return owner.equals(extra.get(OWNER));
    }

    /** What it was made of. */
    static String template(Map<String, String> extra) {
        return extra.getOrDefault(TEMPLATE, "");
    }
}
