package net.roboconf.target.azure.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * What a target definition says, read and checked.
 *
 * @param endpoint of the Resource Manager, without a slash at its end
 * @param credentials who asks
 * @param group in which machines are made
 * @param location such as {@code westeurope}
 * @param size such as {@code Standard_B2s}
 * @param image of which machines are made
 * @param subnet the identifier of the subnet
 * @param securityGroup its identifier
 * @param publicAddress whether each machine gets a public address
 * @param zone within the location
 * @param user for people who log in
 * @param sshKey the public key of that user
 * @param systemType of the disk of the system
 * @param systemGiB its size; empty for the image's
 * @param disks beside that of the system
 * @param tags of the user's own
 * @param userData parts of the user's own
 * @param requestsPerSecond to this account
 */
record AzureDefinition(
        URI endpoint,
        Credentials credentials,
        Group group,
        String location,
        String size,
        ImageName image,
        String subnet,
        Optional<String> securityGroup,
        boolean publicAddress,
        Optional<String> zone,
        String user,
        String sshKey,
        String systemType,
        Optional<Integer> systemGiB,
        List<DataDisk> disks,
        Map<String, String> tags,
        List<UserData.Part> userData,
        int requestsPerSecond) {

    /** How a disk that is kept is called when the definition does not say so. */
    static final String DISK_NAME = "roboconf-%APP%-%NAME%";

    static final String SUBSCRIPTION = "azure.subscription.id";
    static final String GROUP = "azure.resource-group";
    static final String LOCATION = "azure.location";
    static final String SIZE = "azure.vm.size";
    static final String IMAGE = "azure.image";
    static final String NETWORK = "azure.network";
    static final String SUBNET = "azure.subnet";
    static final String SECURITY_GROUP = "azure.security-group";
    static final String ZONE = "azure.availability.zone";
    static final String DISK_SOURCE = "azure.disk.source.";
    static final String USER_DATA = "azure.user-data";

    private static final String ENDPOINT = "azure.endpoint";
    private static final String LOGIN = "azure.login-endpoint";
    private static final String IDENTITY = "azure.identity";
    private static final String TENANT = "azure.tenant.id";
    private static final String CLIENT = "azure.client.id";
    private static final String SECRET = "azure.client.secret";
    private static final String SSH_USER = "azure.ssh.user";
    private static final String SSH_KEY = "azure.ssh.key";
    private static final String RATE = "azure.requests-per-second";
    private static final String TAG = "azure.tag.";
    private static final String DISK_LIST = "azure.use-block-storage";
    private static final String DISK_SIZE = "azure.disk.size";
    private static final String DISK_TYPE = "azure.disk.type";
    private static final String DISK_LUN = "azure.disk.lun.";
    private static final String DISK_DELETE = "azure.disk.delete-on-termination.";

    /** Azure lets 10 requests that change something, and 25 that do not, through in a second, beside bursts of 200. */
    private static final int DEFAULT_RATE = 20;

    private static final int MOST_GIB = 32_767;
    private static final int MOST_LUN = 63;
    private static final int MOST_TAGS = 40;

    private static final String MANAGEMENT = "https://management.azure.com";
    private static final String PUBLIC_LOGIN = "https://login.microsoftonline.com";

    /** What Azure does not allow in the name of a tag. */
    private static final Pattern NOT_IN_TAGS = Pattern.compile("[<>%&\\\\?/]");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.()-]{1,90}");
    private static final Pattern SSH_PUBLIC_KEY = Pattern.compile("(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]{20,}( .*)?");

    /** What Roboconf 0.9 wanted for the classic interface of Azure, which is no more; and what stands for it. */
    private static final Map<String, String> CLASSIC = Map.of(
            "azure.key.store.file", "azure.tenant.id, azure.client.id and azure.client.secret",
            "azure.key.store.password", "azure.client.secret",
            "azure.create.cloud.service.template", "azure.resource-group",
            "azure.create.deployment.template", "azure.image, azure.network and azure.ssh.key",
            "azure.vm.template", "azure.image");

    /** Reads properties; those that are meant for others are passed over. */
    static AzureDefinition read(Map<String, String> properties) throws TargetException {
        return read(new TargetProperties(properties));
    }

    /** Reads a definition, in which every property must mean something. */
    static AzureDefinition readStrictly(Map<String, String> properties) throws TargetException {
        TargetProperties read = new TargetProperties(properties);
        AzureDefinition definition = read(read);
        read.refuseUnknown();
        return definition;
    }

    private static AzureDefinition read(TargetProperties read) throws TargetException {
        for (Map.Entry<String, String> classic : new TreeMap<>(CLASSIC).entrySet()) {
            if (read.optional(classic.getKey()).isPresent()) {
                throw TargetProperties.wrong(
                        classic.getKey(),
                        "was for the classic interface of Azure, which is no more; take it out and write "
                                + classic.getValue());
            }
        }
        Group group = new Group(word(SUBSCRIPTION, read.required(SUBSCRIPTION)), word(GROUP, read.required(GROUP)));
        return new AzureDefinition(
                TargetProperties.url(ENDPOINT, read.optional(ENDPOINT).orElse(MANAGEMENT), MANAGEMENT),
                credentials(read),
                group,
                location(read.required(LOCATION)),
                word(SIZE, read.required(SIZE)),
                ImageName.read(IMAGE, read.required(IMAGE)),
                subnet(read, group),
                named(read, SECURITY_GROUP, Kind.SECURITY_GROUP, group),
                read.flag("azure.public-ip", false),
                word(ZONE, read.optional(ZONE)),
                word(SSH_USER, read.optional(SSH_USER)).orElse("roboconf"),
                sshKey(read.required(SSH_KEY)),
                read.optional(DISK_TYPE).orElse("StandardSSD_LRS"),
                size(read, DISK_SIZE),
                disks(read),
                read.tags(TAG, MOST_TAGS, AzureDefinition::mayTag),
                read.userData(USER_DATA),
                read.number(RATE, DEFAULT_RATE, 1, 1_000));
    }

    private static Credentials credentials(TargetProperties read) throws TargetException {
        boolean managed = read.choice(IDENTITY, "service-principal", List.of("service-principal", "managed"))
                .equals("managed");
        URI login = TargetProperties.url(LOGIN, read.optional(LOGIN).orElse(PUBLIC_LOGIN), PUBLIC_LOGIN);
        // Known in any case, so that it does not count as misspelt.
        read.optional(TENANT);
        Optional<String> secret = read.optional(SECRET);
        if (managed) {
            if (secret.isPresent()) {
                throw TargetProperties.wrong(SECRET, "is not for a managed identity; take it out, or " + IDENTITY);
            }
            return new Credentials.ManagedIdentity(word(CLIENT, read.optional(CLIENT)));
        }
        return new Credentials.ServicePrincipal(
                login, word(TENANT, read.required(TENANT)), word(CLIENT, read.required(CLIENT)), read.required(SECRET));
    }

    private static String word(String key, String value) throws TargetException {
        if (!WORD.matcher(value).matches()) {
            throw TargetProperties.wrong(key, "is '" + value + "'; write letters, digits, '-', '_' and '.'");
        }
        return value;
    }

    private static Optional<String> word(String key, Optional<String> value) throws TargetException {
        if (value.isPresent()) {
            word(key, value.get());
        }
        return value;
    }

    /** People know them as "West Europe", too. */
    private static String location(String text) throws TargetException {
        return word(LOCATION, text.replace(" ", "").toLowerCase(Locale.ROOT));
    }

    private static String subnet(TargetProperties read, Group group) throws TargetException {
        Optional<String> network = named(read, NETWORK, Kind.NETWORK, group);
        String subnet = read.optional(SUBNET).orElse("default");
        if (subnet.startsWith("/")) {
            if (Group.resource(subnet, Kind.NETWORK).isEmpty()
                    || !subnet.toLowerCase(Locale.ROOT).contains("/subnets/")) {
                throw TargetProperties.wrong(SUBNET, "is '" + subnet + "'; write the name or identifier of a subnet");
            }
            return subnet;
        }
        if (network.isEmpty()) {
            read.required(NETWORK);
        }
        return network.orElseThrow() + "/subnets/" + word(SUBNET, subnet);
    }

    /** The identifier of what is named by its name in the resource group, or by its identifier. */
    private static Optional<String> named(TargetProperties read, String key, Kind kind, Group group)
            throws TargetException {
        Optional<String> value = read.optional(key);
        if (value.isEmpty()) {
            return value;
        }
        if (!value.get().startsWith("/")) {
            return Optional.of(group.resource(kind, word(key, value.get())).id());
        }
        Optional<Resource> resource = Group.resource(value.get(), kind);
        if (resource.isEmpty()) {
            throw TargetProperties.wrong(
                    key, "is '" + value.get() + "'; write the name or identifier of a " + kind.word());
        }
        return resource.map(Resource::id);
    }

    private static String sshKey(String text) throws TargetException {
        if (!SSH_PUBLIC_KEY.matcher(text).matches()) {
            throw TargetProperties.wrong(
                    SSH_KEY, "is no public key; write one such as ssh-ed25519 AAAA… or ssh-rsa AAAA…");
        }
        return text;
    }

    private static Optional<Integer> size(TargetProperties read, String key) throws TargetException {
        int size = read.number(key, 1, 1, MOST_GIB);
        return read.optional(key).map(text -> size);
    }

    private static List<DataDisk> disks(TargetProperties read) throws TargetException {
        List<DataDisk> disks = new ArrayList<>();
        Set<Integer> luns = new HashSet<>();
        Set<String> sources = new HashSet<>();
        for (String id : read.list(DISK_LIST)) {
            String source = read.optional(DISK_SOURCE + id).orElse(DISK_NAME);
            Optional<Integer> size = size(read, DISK_SIZE + "." + id);
            DataDisk disk = new DataDisk(
                    id,
                    source,
                    size.isEmpty() && Group.resource(source, Kind.SNAPSHOT).isEmpty() ? Optional.of(4) : size,
                    read.optional(DISK_TYPE + "." + id).orElse("StandardSSD_LRS"),
                    read.number(DISK_LUN + id, disks.size(), 0, MOST_LUN),
                    read.flag(DISK_DELETE + id, false));
            if (source.startsWith("/")
                    && disk.existing().isEmpty()
                    && disk.snapshot().isEmpty()) {
                throw TargetProperties.wrong(
                        DISK_SOURCE + id, "is '" + source + "'; write a name, or the identifier of a disk or snapshot");
            }
            if (!luns.add(disk.lun())) {
                throw TargetProperties.wrong(
                        DISK_LUN + id, "is " + disk.lun() + ", as that of another disk; write another number");
            }
            if (!disk.isMadeWithMachine() && disk.snapshot().isEmpty() && !sources.add(source)) {
                throw TargetProperties.wrong(
                        DISK_SOURCE + id, "is '" + source + "', as that of another disk; write another name");
            }
            disks.add(disk);
        }
        return disks;
    }

    private static boolean mayTag(String name) {
        return !NOT_IN_TAGS.matcher(name).find() && !Tags.OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The name under which requests are counted: what Azure limits is the requests of one account to one subscription. */
    String account() {
        return endpoint + " " + group.subscription() + " " + credentials.account();
    }

    @Override
    public String toString() {
        return "Azure at " + endpoint + " for " + credentials.account();
    }
}
