package net.roboconf.target.ec2.server;

import java.util.Map;

/** A block device. */
public final class Volume extends Resource {

    public final String zone;
    public final int size;
    public final String type;
    public final String snapshot;
    public Machine user;
    public String device;

    Volume(Map<String, String> tags, String zone, int size, String type, String snapshot) {
        super(Ids.of("vol"), tags);
        this.zone = zone;
        this.size = size;
        this.type = type;
        this.snapshot = snapshot;
    }

    public String status() {
        return user == null ? "available" : "in-use";
    }

    @Override
    String property(String filter) {
        return switch (filter) {
            case "volume-id" -> id;
            case "availability-zone" -> zone;
            case "status" -> status();
            default -> null;
        };
    }
}
