package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to the Resource Manager. Each may be repeated: what is made is put under a name, what is deleted has one.
 *
 * @param method of HTTP
 * @param address below the end point, with its query; or whole, as Azure gave it
 * @param body may hold a secret
 */
record ArmCall(String method, URI address, Optional<ObjectNode> body) {

    static ArmCall get(String path, String version) {
        return new ArmCall("GET", address(path, version), Optional.empty());
    }

    /** Asks where Azure said that it can be asked. */
    static ArmCall get(URI address) {
        return new ArmCall("GET", address, Optional.empty());
    }

    static ArmCall put(String path, String version, ObjectNode body) {
        return new ArmCall("PUT", address(path, version), Optional.of(body));
    }

    static ArmCall delete(String path, String version) {
        return new ArmCall("DELETE", address(path, version), Optional.empty());
    }

    private static URI address(String path, String version) {
        return URI.create(path + (path.contains("?") ? "&" : "?") + "api-version=" + version);
    }

    /** What is asked for, without its subscription, for people. */
    @Override
    public String toString() {
        String path = address.getPath();
        int group = path.toLowerCase(Locale.ROOT).indexOf("/resourcegroups/");
        return method + " " + (group < 0 ? path : path.substring(group));
    }
}
