package net.roboconf.target.ec2.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * What a target definition says, read and checked. Names and defaults are those of Roboconf 0.9 where it had them.
 *
 * @param endpoint with its protocol
 * @param region that requests are signed for
 * @param credentials of the account
 * @param ami the image
 * @param type of the instance
 * @param keyPair for people who log in
 * @param securityGroups identifiers or names
 * @param subnet decides the VPC and the zone
 * @param zone within the region
 * @param elasticIp an address of the account, or {@link #ALLOCATE}
 * @param profile of IAM, its name or ARN
 * @param tokensRequired whether the machine's metadata are given only to who asks with a token (IMDSv2)
 * @param volumes beside the root volume
 * @param tags of the user's own
 * @param userData parts of the user's own
 * @param requestsPerSecond to this account
 */
record Ec2Definition(
        URI endpoint,
        String region,
        Credentials credentials,
        String ami,
        String type,
        Optional<String> keyPair,
        List<String> securityGroups,
        Optional<String> subnet,
        Optional<String> zone,
        Optional<String> elasticIp,
        Optional<String> profile,
        boolean tokensRequired,
        List<EbsVolume> volumes,
        Map<String, String> tags,
        List<UserData.Part> userData,
        int requestsPerSecond) {

    /** An elastic address of its own for each machine, released with it. */
    static final String ALLOCATE = "allocate";

    /** How a volume that is kept is called when the definition does not say so. */
    static final String VOLUME_NAME = "roboconf-%APP%-%NAME%";

    private static final String ENDPOINT = "ec2.endpoint";
    private static final String ACCESS_KEY = "ec2.access.key";
    private static final String SECRET_KEY = "ec2.secret.key";
    private static final String AMI = "ec2.ami";
    private static final String TYPE = "ec2.instance.type";
    private static final String GROUPS = "ec2.security.group";
    private static final String SUBNET = "ec2.subnet";
    private static final String ZONE = "ec2.availability.zone";
    private static final String ZONE_TOO = "ec2.availability-zone";
    private static final String ELASTIC_IP = "ec2.elastic.ip";
    private static final String TOKENS = "ec2.metadata-tokens";
    private static final String USER_DATA = "ec2.user-data";
    private static final String RATE = "ec2.requests-per-second";
    private static final String TAG = "ec2.tag.";
    private static final String BLOCK_STORAGE = "ec2.use-block-storage";
    private static final String SOURCE = "ec2.ebs-snapshot-id.";
    private static final String SIZE = "ec2.ebs-size.";
    private static final String DEVICE = "ec2.ebs-mount-point.";
    private static final String VOLUME_TYPE = "ec2.ebs-type.";
    private static final String DELETE = "ec2.ebs-delete-on-termination.";

    private static final int DEFAULT_RATE = 10;
    private static final int MOST_GIB = 65_536;
    private static final int MOST_TAGS = 40;

    private static final Pattern REGION = Pattern.compile("ec2\\.([a-z]{2}(?:-[a-z]+)+-\\d+)\\..*");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reads properties; those that are meant for others are passed over. */
    static Ec2Definition read(Map<String, String> properties) throws TargetException {
        return read(new TargetProperties(properties));
    }

    /** Reads a definition, in which every property must mean something. */
    static Ec2Definition readStrictly(Map<String, String> properties) throws TargetException {
        TargetProperties read = new TargetProperties(properties);
        Ec2Definition definition = read(read);
        read.refuseUnknown();
        return definition;
    }

    private static Ec2Definition read(TargetProperties read) throws TargetException {
        URI endpoint = TargetProperties.url(ENDPOINT, read.required(ENDPOINT), "ec2.eu-west-1.amazonaws.com");
        return new Ec2Definition(
                endpoint,
                read.optional("ec2.region").orElseGet(() -> region(endpoint)),
                new Credentials(
                        read.required(ACCESS_KEY), read.required(SECRET_KEY), read.optional("ec2.session.token")),
                beginning(AMI, read.required(AMI), "ami-"),
                read.required(TYPE),
                read.optional("ec2.ssh.key"),
                read.list(GROUPS),
                beginning(SUBNET, read.optional(SUBNET), "subnet-"),
                zone(read),
                elasticIp(read),
                read.optional("ec2.iam-profile"),
                read.choice(TOKENS, "required", List.of("required", "optional")).equals("required"),
                volumes(read),
                read.tags(TAG, MOST_TAGS, Ec2Definition::mayTag),
                read.userData(USER_DATA),
                read.number(RATE, DEFAULT_RATE, 1, 1_000));
    }

    private static String region(URI endpoint) {
        Matcher matcher = REGION.matcher(endpoint.getHost());
        return matcher.matches() ? matcher.group(1) : "us-east-1";
    }

    private static Optional<String> beginning(String key, Optional<String> value, String begin) throws TargetException {
        if (value.isPresent()) {
            beginning(key, value.get(), begin);
        }
        return value;
    }

    private static String beginning(String key, String value, String begin) throws TargetException {
        if (!value.startsWith(begin)) {
            throw TargetProperties.wrong(key, "is '" + value + "'; write an identifier that begins with " + begin);
        }
        return value;
    }

    /** The code of 0.9 read one of the names, its documentation had the other. */
    private static Optional<String> zone(TargetProperties read) throws TargetException {
        Optional<String> one = read.optional(ZONE);
        Optional<String> other = read.optional(ZONE_TOO);
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw TargetProperties.wrong(
                    ZONE, "is '" + one.get() + "', but " + ZONE_TOO + " is '" + other.get() + "'; write one of them");
        }
        return one.or(() -> other);
    }

    private static Optional<String> elasticIp(TargetProperties read) throws TargetException {
        Optional<String> value = read.optional(ELASTIC_IP);
        if (value.isPresent()
                && !value.get().equals(ALLOCATE)
                && !IPV4.matcher(value.get()).matches()) {
            throw TargetProperties.wrong(
                    ELASTIC_IP,
                    "is '" + value.get() + "'; write an elastic address of the account, such as 203.0.113.7, or "
                            + ALLOCATE);
        }
        return value;
    }

    private static List<EbsVolume> volumes(TargetProperties read) throws TargetException {
        List<EbsVolume> volumes = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        Set<String> sources = new HashSet<>();
        for (String id : read.list(BLOCK_STORAGE)) {
            String source = read.optional(SOURCE + id).orElse(VOLUME_NAME);
            boolean sized = read.optional(SIZE + id).isPresent() || !source.startsWith("snap-");
            int size = read.number(SIZE + id, 2, 1, MOST_GIB);
            EbsVolume volume = new EbsVolume(
                    id,
                    source,
                    sized ? Optional.of(size) : Optional.empty(),
                    read.optional(DEVICE + id).orElse("/dev/sdf"),
                    read.optional(VOLUME_TYPE + id).orElse("standard"),
                    read.flag(DELETE + id, false));
            if (!devices.add(volume.device())) {
                throw TargetProperties.wrong(
                        DEVICE + id, "is '" + volume.device() + "', as that of another volume; write another device");
            }
            if (!volume.isMadeWithMachine() && !volume.isFromSnapshot() && !sources.add(source)) {
                throw TargetProperties.wrong(
                        SOURCE + id, "is '" + source + "', as that of another volume; write another name");
            }
            volumes.add(volume);
        }
        return volumes;
    }

    private static boolean mayTag(String name) {
        return !name.startsWith("aws:") && !Tags.OURS.contains(name);
    }

    /** Whether more is to be done once the machine runs. */
    boolean hasMoreToDo() {
        return elasticIp.isPresent() || !volumesToAttach().isEmpty();
    }

    /** Those that cannot be made by the call that makes the machine. */
    List<EbsVolume> volumesToAttach() {
        return volumes.stream().filter(volume -> !volume.isMadeWithMachine()).toList();
    }

    @Override
    public String toString() {
        return "EC2 at " + endpoint + " for " + credentials.accessKey();
    }
}
