package net.roboconf.target.ec2.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An instance. */
public final class Machine extends Resource {

    /** A volume of it. */
    public record Mapping(Volume volume, boolean deletedWithIt) {}

    public final String token;
    public final String type;
    public final String image;
    public final String key;
    public final String zone;
    public final String subnet;
    public final Set<String> groups;
    public final String profile;
    public final String httpTokens;
    public final byte[] userData;
    public final String privateIp;
    public final Map<String, Mapping> volumes = new TreeMap<>();
    public String ownPublicIp;
    public String state = "pending";
    long endBegan;

    Machine(Launch launch, String privateIp) {
        super(Ids.of("i"), launch.tags("instance"));
        token = launch.token();
        type = launch.type();
        image = launch.image();
        key = launch.key();
        zone = launch.zone();
        subnet = launch.subnet();
        groups = launch.groups();
        profile = launch.profile();
        httpTokens = launch.httpTokens();
        userData = launch.userData();
        this.privateIp = privateIp;
    }

    int code() {
        return switch (state) {
            case "pending" -> 0;
            case "running" -> 16;
            case "shutting-down" -> 32;
            case "terminated" -> 48;
            case "stopping" -> 64;
            default -> 80;
        };
    }

    boolean isOver() {
        return state.equals("terminated");
    }

    @Override
    String property(String filter) {
        return switch (filter) {
            case "instance-id" -> id;
            case "client-token" -> token == null ? "\0" : token;
            case "instance-state-name" -> state;
            case "availability-zone" -> zone;
            default -> null;
        };
    }
}
