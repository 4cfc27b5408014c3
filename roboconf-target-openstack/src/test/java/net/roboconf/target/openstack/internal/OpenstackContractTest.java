package net.roboconf.target.openstack.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.FaultyHttp.Refusal;
import net.roboconf.testkit.target.ProviderFailureContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, with all that a machine can have, against the played cloud: each request of a call fails in each way. */
class OpenstackContractTest implements ProviderFailureContract {

    private static final Refusal BUSY =
            new Refusal(503, "application/json", "{\"error\": {\"message\": \"too much to do\"}}", "too much to do");

    static final Refusal REFUSED = new Refusal(
            403,
            "application/json",
            "{\"forbidden\": {\"code\": 403, \"message\": \"Quota exceeded for instances: Requested 1\"}}",
            "Quota exceeded for instances: Requested 1");

    private PlayedOpenstack cloud;
    private FaultyHttp faults;
    private Target target;

    @BeforeEach
    void begin() throws Exception {
        cloud = new PlayedOpenstack();
        faults = faults();
        String front = faults.front("", cloud.address()).toString();
        String behind = cloud.address().toString();
        faults.rewrite(text -> text.replace(behind, front));
        restart();
    }

    @AfterEach
    void end() {
        faults.close();
        cloud.close();
    }

    @Override
    public FaultyHttp faults() {
        try {
            faults = faults == null ? new FaultyHttp(BUSY, REFUSED) : faults;
            return faults;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void restart() throws Exception {
        target = new OpenstackTarget(
                new Creation.Pace(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMillis(20)),
                new Retry(4, Duration.ofMillis(10), Duration.ofMillis(50)),
                new KnownNames(Duration.ZERO));
        // Its first request logs in: then each creation takes the same requests.
        target.check(properties());
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("openstack.keystone-url", faults().front("", cloud.address()) + "/identity/v3");
        properties.put("openstack.user", "demo");
        properties.put("openstack.password", PlayedOpenstack.PASSWORD);
        properties.put("openstack.project-name", "demo");
        properties.put("openstack.image-name", "agent");
        properties.put("openstack.flavor-name", "m1.tiny");
        properties.put("openstack.security-group", "default");
        properties.put("openstack.security-group-rules", "tcp:22:0.0.0.0/0, tcp:8080-8090:group=self");
        properties.put(
                "openstack.public-key",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG4RXTIcUgpns0Fj9boSMyqhsobOQCRSgoQ34MRnkW59 tester");
        properties.put("openstack.floating-ip-pool", "public");
        properties.put("openstack.use-block-storage", "data");
        properties.put("openstack.delete-volume-on-termination.data", "true");
        properties.put("openstack.user-data", "#cloud-config");
        properties.put("openstack.requests-per-second", "1000");
        return properties;
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.ofEntries(
                Map.entry("openstack.keystone-url", List.of("", "a cloud", "ftp://cloud/v3")),
                Map.entry("openstack.user", List.of("")),
                Map.entry("openstack.password", List.of("")),
                Map.entry("openstack.project-name", List.of("")),
                Map.entry("openstack.image-name", List.of("")),
                Map.entry("openstack.flavor-name", List.of("")),
                Map.entry("openstack.ip", List.of("public")),
                Map.entry("openstack.key-pair", List.of("both")),
                Map.entry("openstack.public-key", List.of("no key")),
                Map.entry("openstack.public-key-file", List.of("/nowhere/key")),
                Map.entry("openstack.security-group-rules", List.of("22", "tcp:9-8:10.0.0.0/8", "tcp:22:everybody")),
                Map.entry("openstack.volume-size.data", List.of("large", "0")),
                Map.entry("openstack.user-data", List.of("neither script nor cloud-config")),
                Map.entry("openstack.user-data-files", List.of("/nowhere/user-data")),
                Map.entry("openstack.config-drive", List.of("yes")),
                Map.entry("openstack.requests-per-second", List.of("0", "many")));
    }

    @Override
    public int machinesAtProvider() {
        return cloud.count("servers");
    }

    @Override
    public Refusal refusal() {
        return REFUSED;
    }

    @Override
    public Collection<String> allAtProvider() {
        return cloud.made();
    }

    @Override
    public Collection<String> secrets() {
        return List.of(PlayedOpenstack.PASSWORD);
    }
}
