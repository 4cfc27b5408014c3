package net.roboconf.target.openstack.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * What a definition says of its machines.
 *
 * @param access to the cloud
 * @param image name or identifier
 * @param flavor name or identifier
 * @param networks names or identifiers; none when the project has just one
 * @param groups names or identifiers of security groups that exist; none for the default one
 * @param rules of a group that is made for each machine; none for no such group
 * @param keyPair the name of one that exists; null for none
 * @param publicKey one that is uploaded for each machine; null for none
 * @param pool the network, by name or identifier, that a floating address comes from; null for none
 * @param floatingIsExported whether others reach the machine by the floating address
 * @param zone null for any
 * @param configDrive whether user-data is given on a drive too
 * @param volumes that are attached
 * @param containers of objects that are made
 * @param parts of user-data, the user's own
 */
record MachineSettings(
        Access access,
        String image,
        String flavor,
        List<String> networks,
        List<String> groups,
        List<GroupRule> rules,
        String keyPair,
        String publicKey,
        String pool,
        boolean floatingIsExported,
        String zone,
        boolean configDrive,
        List<VolumeSettings> volumes,
        List<String> containers,
        List<UserData.Part> parts) {

    static final String IMAGE = "openstack.image-name";
    static final String FLAVOR = "openstack.flavor-name";
    static final String NETWORKS = "openstack.network";
    static final String GROUPS = "openstack.security-group";
    static final String KEY_PAIR = "openstack.key-pair";
    static final String POOL = "openstack.floating-ip-pool";
    static final String ZONE = "openstack.availability-zone";

    private static final String NETWORK_ID = "openstack.network-id";
    private static final String PUBLIC_KEY = "openstack.public-key";
    private static final String PUBLIC_KEY_FILE = "openstack.public-key-file";
    private static final String ADDRESS = "openstack.ip";
    private static final String USER_DATA = "openstack.user-data";
    private static final String USER_DATA_FILES = "openstack.user-data-files";

    /** Reads what an instance's data may have laid over a definition. */
    static MachineSettings of(Map<String, String> properties) throws TargetException {
        return read(new TargetProperties(properties));
    }

    /** Reads a definition, in which nothing may be misspelt. */
    static MachineSettings definition(Map<String, String> properties) throws TargetException {
        TargetProperties read = new TargetProperties(properties);
        MachineSettings settings = read(read);
        read.refuseUnknown();
        return settings;
    }

    private static MachineSettings read(TargetProperties properties) throws TargetException {
        Access access = Access.of(properties);
        List<String> networks = new ArrayList<>(properties.list(NETWORKS));
        networks.addAll(properties.list(NETWORK_ID));
        String pool = properties.optional(POOL).orElse(null);
        String address = properties.choice(ADDRESS, pool == null ? "fixed" : "floating", List.of("fixed", "floating"));
        if (address.equals("floating") && pool == null) {
            throw TargetProperties.wrong(ADDRESS, "is 'floating', and '" + POOL + "' is missing");
        }
        String keyPair = properties.optional(KEY_PAIR).orElse(null);
        String publicKey = publicKey(properties);
        if (keyPair != null && publicKey != null) {
            throw TargetProperties.wrong(
                    KEY_PAIR, "names a key pair that exists, and a public key is given as well: take one of them");
        }
        return new MachineSettings(
                access,
                properties.required(IMAGE),
                properties.required(FLAVOR),
                List.copyOf(networks),
                properties.list(GROUPS),
                GroupRule.of(properties),
                keyPair,
                publicKey,
                pool,
                address.equals("floating"),
                properties.optional(ZONE).orElse(null),
                properties.flag("openstack.config-drive", false),
                VolumeSettings.of(properties),
                containers(properties),
                parts(properties));
    }

    private static List<String> containers(TargetProperties properties) throws TargetException {
        List<String> names = properties.list("openstack.obj-storage");
        for (String name : names) {
            if (name.contains("/")) {
                throw TargetProperties.wrong("openstack.obj-storage", "names a container with a '/' in it");
            }
        }
        return names;
    }

    private static String publicKey(TargetProperties properties) throws TargetException {
        String text = properties.optional(PUBLIC_KEY).orElse(null);
        String file = properties.optional(PUBLIC_KEY_FILE).orElse(null);
        if (text != null && file != null) {
            throw TargetProperties.wrong(PUBLIC_KEY, "is given twice, also by '" + PUBLIC_KEY_FILE + "'");
        }
        if (file != null) {
            text = contents(PUBLIC_KEY_FILE, file).strip();
        }
        if (text != null && !text.matches("[a-z0-9@.-]+ AAAA[A-Za-z0-9+/=]+( .*)?")) {
            throw TargetProperties.wrong(
                    file == null ? PUBLIC_KEY : PUBLIC_KEY_FILE, "is no public key such as 'ssh-ed25519 AAAA… name'");
        }
        return text;
    }

    private static List<UserData.Part> parts(TargetProperties properties) throws TargetException {
        List<UserData.Part> parts = new ArrayList<>();
        String text = properties.optional(USER_DATA).orElse(null);
        if (text != null) {
            parts.add(part(USER_DATA, "user-data", text + "\n"));
        }
        for (String file : properties.list(USER_DATA_FILES)) {
            String name = String.valueOf(Path.of(file).getFileName());
            parts.add(part(USER_DATA_FILES, name, contents(USER_DATA_FILES, file)));
        }
        return List.copyOf(parts);
    }

    private static UserData.Part part(String key, String name, String text) throws TargetException {
        try {
            return UserData.Part.of(name, text);
        } catch (IllegalArgumentException e) {
            throw new TargetException(
                    "The property '" + key + "' of the target cannot be used. " + e.getMessage(), false, e);
        }
    }

    private static String contents(String key, String file) throws TargetException {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new TargetException(
                    "The property '" + key + "' of the target names the file " + file
                            + ", which the Deployment Manager cannot read: it must be there, on its host, as text",
                    false,
                    e);
        }
    }

    /**
     * A rule of a security group, written {@code tcp:22:0.0.0.0/0}: what may come in.
     *
     * @param protocol tcp, udp, icmp
     * @param from the first port; -1 for all
     * @param to the last port
     * @param source a range of addresses, or null
     * @param group the name or identifier of a group whose machines may send, {@code self} for the group itself, or null
     */
    record GroupRule(String protocol, int from, int to, String source, String group) {

        static final String KEY = "openstack.security-group-rules";

        private static final int LAST = 65535;
        private static final String FORM =
                "; write protocol:ports:source, such as tcp:8080-8090:10.0.0.0/8, icmp:*:0.0.0.0/0 or tcp:22:group=NAME";

        static List<GroupRule> of(TargetProperties properties) throws TargetException {
            List<GroupRule> rules = new ArrayList<>();
            for (String text : properties.list(KEY)) {
                rules.add(parse(text));
            }
            return List.copyOf(rules);
        }

        private static GroupRule parse(String text) throws TargetException {
            String[] parts = text.split(":", 3);
            if (parts.length != 3
                    || !List.of("tcp", "udp", "icmp").contains(parts[0])
                    || !parts[1].matches("\\*|[0-9]{1,5}(-[0-9]{1,5})?")
                    || parts[2].isEmpty()) {
                throw TargetProperties.wrong(KEY, "has the rule '" + text + "'" + FORM);
            }
            int from = -1;
            int to = -1;
            if (!parts[1].equals("*")) {
                String[] ports = parts[1].split("-");
                from = Integer.parseInt(ports[0]);
                to = Integer.parseInt(ports[ports.length - 1]);
                if (from > to || to > LAST) {
                    throw TargetProperties.wrong(KEY, "has the ports " + parts[1] + FORM);
                }
            }
            if (parts[2].startsWith("group=")) {
                return new GroupRule(parts[0], from, to, null, parts[2].substring("group=".length()));
            }
            if (!parts[2].matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?")) {
                throw TargetProperties.wrong(KEY, "has the source '" + parts[2] + "'" + FORM);
            }
            return new GroupRule(parts[0], from, to, parts[2], null);
        }
    }

    /**
     * A volume.
     *
     * @param id names it in the definition
     * @param name with the places of application and instance still in it
     * @param gigabytes its size when it is made
     * @param device where the machine sees it
     * @param type null for the cloud's default
     * @param goesWithMachine whether it is deleted with the machine; else it stays, and is used again
     */
    record VolumeSettings(String id, String name, int gigabytes, String device, String type, boolean goesWithMachine) {

        static final String LIST = "openstack.use-block-storage";

        private static final String NAME = "openstack.volume-name.";
        private static final String SIZE = "openstack.volume-size.";
        private static final String DEVICE = "openstack.volume-mount-point.";
        private static final String TYPE = "openstack.volume-type.";
        private static final String DELETED = "openstack.delete-volume-on-termination.";
        private static final int LARGEST = 1 << 20;

        static List<VolumeSettings> of(TargetProperties properties) throws TargetException {
            List<VolumeSettings> volumes = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (String id : properties.list(LIST)) {
                VolumeSettings volume = new VolumeSettings(
                        id,
                        properties.optional(NAME + id).orElse("roboconf-%APP%-%NAME%"),
                        properties.number(SIZE + id, 5, 1, LARGEST),
                        properties.optional(DEVICE + id).orElse("/dev/vdb"),
                        properties.optional(TYPE + id).orElse(null),
                        properties.flag(DELETED + id, false));
                if (!taken.add("device " + volume.device)) {
                    throw TargetProperties.wrong(DEVICE + id, "is the one of another volume; give each its own");
                }
                if (!taken.add("name " + volume.name)) {
                    throw TargetProperties.wrong(NAME + id, "is the one of another volume; give each its own");
                }
                volumes.add(volume);
            }
            return List.copyOf(volumes);
        }

        String name(String application, String instance) {
            return name.replace("%APP%", application).replace("%NAME%", instance);
        }
    }
}
