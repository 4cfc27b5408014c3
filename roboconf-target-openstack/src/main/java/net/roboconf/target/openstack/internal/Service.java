package net.roboconf.target.openstack.internal;

import java.util.List;

/** The services of a cloud, as its catalogue calls them; paths of requests begin behind {@link #version}. */
enum Service {
    COMPUTE("Nova", "", "compute"),
    NETWORK("Neutron", "/v2.0", "network"),
    IMAGE("Glance", "/v2", "image"),
    VOLUME("Cinder", "", "block-storage", "volumev3"),
    OBJECT("Swift", "", "object-store");

    final String title;
    final String version;
    final List<String> types;

    Service(String title, String version, String... types) {
        this.title = title;
        this.version = version;
        this.types = List.of(types);
    }
}
