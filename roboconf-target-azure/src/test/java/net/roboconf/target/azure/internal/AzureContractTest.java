package net.roboconf.target.azure.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.target.azure.server.AzureServer;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.ProviderFailureContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, with all that can be made for a machine and goes with it. Tokens are given by another host. */
class AzureContractTest implements ProviderFailureContract {

    private static final String JSON = "application/json; charset=utf-8";
    private static final FaultyHttp.Refusal BUSY =
            refusal(429, "TooManyRequests", "The request is being throttled as the limit has been reached.");
    private static final FaultyHttp.Refusal REFUSED = refusal(
            403,
            "AuthorizationFailed",
            "The client does not have authorization to perform this action over this scope.");

    private AzureServer server;
    private FaultyHttp faults;
    private AzureTarget target;

    private static FaultyHttp.Refusal refusal(int status, String code, String words) {
        return new FaultyHttp.Refusal(
                status, JSON, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}", words);
    }

    @BeforeEach
    void start() throws IOException {
        server = AzureServer.quick();
        faults = new FaultyHttp(BUSY, REFUSED);
        faults.front("", server.address());
        restart();
    }

    @AfterEach
    void end() {
        faults.close();
        server.close();
    }

    @Override
    public void restart() {
        // Whoever looks for the first time sees what is made: a creation has always as many requests.
        Timing timing = new Timing(Duration.ofMillis(30), Duration.ofSeconds(1), Duration.ofSeconds(30));
        target = new AzureTarget(timing, new Retry(5, Duration.ofMillis(20), Duration.ofSeconds(1)), server.address());
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("handler", "azure"),
                Map.entry("azure.endpoint", faults.front("", server.address()).toString()),
                Map.entry("azure.login-endpoint", server.address().toString()),
                Map.entry("azure.tenant.id", AzureServer.TENANT),
                Map.entry("azure.client.id", AzureServer.CLIENT),
                Map.entry("azure.client.secret", AzureServer.SECRET),
                Map.entry("azure.subscription.id", AzureServer.SUBSCRIPTION),
                Map.entry("azure.resource-group", "machines"),
                Map.entry("azure.location", "westeurope"),
                Map.entry("azure.vm.size", "Standard_B2s"),
                Map.entry("azure.image", "Debian:debian-12:12-gen2:latest"),
                Map.entry("azure.network", "net"),
                Map.entry("azure.public-ip", "true"),
                Map.entry("azure.security-group", "web"),
                Map.entry("azure.ssh.key", AzureServer.SSH_KEY),
                Map.entry("azure.use-block-storage", "data"),
                Map.entry("azure.disk.delete-on-termination.data", "true"),
                Map.entry("azure.requests-per-second", "1000"));
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.ofEntries(
                Map.entry(
                        "azure.endpoint",
                        List.of("ftp://azure.example.org", "two words", "https://user@azure.example.org")),
                Map.entry("azure.login-endpoint", List.of("ftp://login.example.org")),
                Map.entry("azure.tenant.id", List.of("", "my tenant")),
                Map.entry("azure.client.id", List.of("")),
                Map.entry("azure.client.secret", List.of("")),
                Map.entry("azure.subscription.id", List.of("", "my/subscription")),
                Map.entry("azure.resource-group", List.of("", "a/b")),
                Map.entry("azure.location", List.of("", "west/europe")),
                Map.entry("azure.vm.size", List.of("")),
                Map.entry(
                        "azure.image", List.of("", "debian-12", "Debian:debian-12:12-gen2", "/subscriptions/s/image")),
                Map.entry(
                        "azure.network",
                        List.of("", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/x/n")),
                Map.entry("azure.subnet", List.of("a b", "/subscriptions/s/subnets/one")),
                Map.entry("azure.security-group", List.of("a b")),
                Map.entry("azure.public-ip", List.of("yes")),
                Map.entry("azure.ssh.key", List.of("", "PuTTY-User-Key-File-2: ssh-rsa")),
                Map.entry("azure.identity", List.of("mine", "managed")),
                Map.entry("azure.disk.size", List.of("0", "large")),
                Map.entry("azure.disk.size.data", List.of("0")),
                Map.entry("azure.requests-per-second", List.of("0", "many")),
                Map.entry("azure.key.store.file", List.of("/etc/azure.jks")));
    }

    @Override
    public int machinesAtProvider() {
        return server.machines().size();
    }

    @Override
    public Collection<String> allAtProvider() {
        return server.made();
    }

    @Override
    public FaultyHttp faults() {
        return faults;
    }

    @Override
    public FaultyHttp.Refusal refusal() {
        return REFUSED;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(AzureServer.SECRET, SECRET);
    }
}
