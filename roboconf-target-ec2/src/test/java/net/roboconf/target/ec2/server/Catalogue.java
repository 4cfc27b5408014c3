package net.roboconf.target.ec2.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the account has from the beginning. */
final class Catalogue {

    static final List<String> ZONES = List.of("us-east-1a", "us-east-1b");
    static final List<String> IMAGES = List.of("ami-0abcdef1234567890", "ami-0fedcba9876543210");
    static final List<String> TYPES = List.of("t3.micro", "t3.small", "m5.large");
    static final List<String> KEYS = List.of("deployer", "operator");
    static final String NETWORK = "vpc-0a1b2c3d";
    static final Map<String, String> SUBNETS =
            new TreeMap<>(Map.of("subnet-0aaa", ZONES.get(0), "subnet-0bbb", ZONES.get(1)));
    static final Map<String, String> GROUPS =
            new TreeMap<>(Map.of("default", "sg-0default", "web", "sg-0web", "ssh", "sg-0ssh"));
    static final Map<String, Integer> SNAPSHOTS = Map.of("snap-0123", 4);

    private Catalogue() {}

    static void check(String code, String message, String name, List<String> existing) {
        if (!existing.contains(name)) {
            throw ApiError.of(code, String.format(message, name));
        }
    }

    /** The size of a new volume. */
    static int size(String asked, String snapshot) {
        if (snapshot != null && !SNAPSHOTS.containsKey(snapshot)) {
            throw ApiError.of("InvalidSnapshot.NotFound", "The snapshot '" + snapshot + "' does not exist.");
        }
        if (asked == null && snapshot == null) {
            throw ApiError.of("MissingParameter", "The request must contain the parameter size/snapshot");
        }
        return asked == null ? SNAPSHOTS.get(snapshot) : Integer.parseInt(asked);
    }
}
