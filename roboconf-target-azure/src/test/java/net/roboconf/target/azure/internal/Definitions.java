package net.roboconf.target.azure.internal;

import java.util.Map;
import java.util.TreeMap;
import net.roboconf.target.azure.server.AzureServer;

/** Definitions for tests. */
final class Definitions {

    static final String GROUP = "/subscriptions/" + AzureServer.SUBSCRIPTION + "/resourceGroups/machines";
    static final String COMPUTE = GROUP + "/providers/Microsoft.Compute/";
    static final String NETWORK = GROUP + "/providers/Microsoft.Network/";

    private Definitions() {}

    /** One that can be used, with more properties or other values; null takes a property away. */
    static Map<String, String> of(String endpoint, String... more) {
        Map<String, String> properties = new TreeMap<>(Map.ofEntries(
                Map.entry("handler", "azure"),
                Map.entry("azure.endpoint", endpoint),
                Map.entry("azure.login-endpoint", endpoint),
                Map.entry("azure.tenant.id", AzureServer.TENANT),
                Map.entry("azure.client.id", AzureServer.CLIENT),
                Map.entry("azure.client.secret", AzureServer.SECRET),
                Map.entry("azure.subscription.id", AzureServer.SUBSCRIPTION),
                Map.entry("azure.resource-group", "machines"),
                Map.entry("azure.location", "westeurope"),
                Map.entry("azure.vm.size", "Standard_B2s"),
                Map.entry("azure.image", "Debian:debian-12:12-gen2:latest"),
                Map.entry("azure.network", "net"),
                Map.entry("azure.ssh.key", AzureServer.SSH_KEY),
                Map.entry("azure.requests-per-second", "1000")));
        for (int i = 0; i < more.length; i += 2) {
            if (more[i + 1] == null) {
                properties.remove(more[i]);
            } else {
                properties.put(more[i], more[i + 1]);
            }
        }
        return properties;
    }
}
