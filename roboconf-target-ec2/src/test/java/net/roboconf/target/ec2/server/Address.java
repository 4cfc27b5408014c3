package net.roboconf.target.ec2.server;

import java.util.Map;

/** An elastic address. */
public final class Address extends Resource {

    public final String ip;
    public String association;
    public Machine user;

    Address(Map<String, String> tags, String ip) {
        super(Ids.of("eipalloc"), tags);
        this.ip = ip;
    }

    @Override
    String property(String filter) {
        return switch (filter) {
            case "allocation-id" -> id;
            case "public-ip" -> ip;
            case "instance-id" -> user == null ? "\0" : user.id;
            default -> null;
        };
    }
}
