package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A resource of a group.
 *
 * @param id from {@code /subscriptions} on
 */
record Resource(Kind kind, String id) {

    String name() {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    ArmCall get() {
        return ArmCall.get(id, kind.version());
    }

    ArmCall put(ObjectNode body) {
        return ArmCall.put(id, kind.version(), body);
    }

    ArmCall delete() {
        return ArmCall.delete(id, kind.version());
    }

    boolean is(String other) {
        return Group.same(id, other);
    }
}
