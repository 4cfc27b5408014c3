package net.roboconf.target.openstack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.core.target.kit.TargetProperties;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.FaultyHttp.Refusal;
import net.roboconf.testkit.target.ProviderFailureContract;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The contract, and what the target says of a cloud, against a real control plane: {@code dev/backends/openstack} starts
 * one, and the system property {@code openstack.settings} names a file with what it has printed. {@code openstack.requests}
 * says how many requests of a creation are spoilt. Where JUnit may run tests at the same time, each has a user and a project of
 * its own; those of one factory follow each other all the same.
 */
@Tag("openstack")
@Execution(ExecutionMode.CONCURRENT)
class RealOpenstackTest implements ProviderFailureContract {

    private static final Refusal BUSY = new Refusal(
            503, "application/json", "{\"error\": {\"message\": \"The server is busy\"}}", "The server is busy");

    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG4RXTIcUgpns0Fj9boSMyqhsobOQCRSgoQ34MRnkW59 tester";

    private static final Properties SETTINGS = settings();

    /** Those whose projects no test uses at the moment. */
    private static final BlockingQueue<String> FREE_USERS =
            new LinkedBlockingQueue<>(List.of(SETTINGS.getProperty("users").split(" ")));

    private String user;
    private FaultyHttp faults;
    private Target target;
    private Cloud observer;

    @BeforeEach
    void begin() throws Exception {
        user = FREE_USERS.take();
        faults = faults();
        Map<String, String> fronts = new TreeMap<>();
        for (String service : List.of("identity", "compute", "network", "image", "volume")) {
            String behind = SETTINGS.getProperty(service + "-url");
            fronts.put(behind, faults.front("/" + service, URI.create(behind)).toString());
        }
        faults.rewrite(text -> {
            String changed = text;
            for (Map.Entry<String, String> front : fronts.entrySet()) {
                changed = changed.replace(front.getKey(), front.getValue());
            }
            return changed;
        });
        Map<String, String> direct = properties();
        direct.put("openstack.keystone-url", SETTINGS.getProperty("keystone-url"));
        observer = new Cloud(
                Access.of(new TargetProperties(direct)),
                HttpClient.newHttpClient(),
                new RequestRate(1000),
                new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(5)));
        restart();
        for (String left : allAtProvider()) {
            throw new AssertionError("There is something left of the test before: " + left);
        }
    }

    @AfterEach
    void end() throws Exception {
        try {
            faults.mend();
            Remains remains = new Remains(observer);
            for (int i = 0; i < 60 && !allAtProvider().isEmpty(); i++) {
                for (var left : remains.of(OWNER)) {
                    remains.delete(left.kind(), left.id());
                }
            }
            faults.close();
        } finally {
            FREE_USERS.add(user);
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(System.getProperty("openstack.settings")))) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    @Override
    public FaultyHttp faults() {
        try {
            faults = faults == null ? new FaultyHttp(BUSY, OpenstackContractTest.REFUSED) : faults;
            return faults;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Without looking more often than some: on the real one each machine takes seconds. */
    @Override
    public IntStream chosen(int number) {
        // Where Nova looks for a host, it is asked again and again: those are not always as many.
        int sure = Math.min(number, 15);
        int wanted = Integer.getInteger("openstack.requests", 3);
        return IntStream.range(0, sure).filter(i -> i * wanted / sure != (i - 1) * wanted / sure || i == 0);
    }

    /** Its processes share few cores. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    @Override
    public int many() {
        return Integer.getInteger("openstack.many", 10);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void restart() throws Exception {
        target = new OpenstackTarget(
                new Creation.Pace(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMillis(300)),
                new Retry(5, Duration.ofMillis(100), Duration.ofSeconds(2)),
                new KnownNames(Duration.ZERO));
        target.check(properties());
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put(
                "openstack.keystone-url",
                faults().front("/identity", URI.create(SETTINGS.getProperty("identity-url"))) + "/v3");
        properties.put("openstack.user", user);
        properties.put("openstack.password", SETTINGS.getProperty("password"));
        properties.put("openstack.project-name", user);
        properties.put("openstack.region-name", SETTINGS.getProperty("region"));
        properties.put("openstack.image-name", SETTINGS.getProperty("image"));
        properties.put("openstack.flavor-name", SETTINGS.getProperty("flavor"));
        properties.put("openstack.network", SETTINGS.getProperty("network"));
        properties.put("openstack.security-group", "default");
        properties.put(
                "openstack.security-group-rules", "tcp:22:0.0.0.0/0, tcp:8080-8090:group=self, icmp:*:group=default");
        properties.put("openstack.public-key", PUBLIC_KEY);
        properties.put("openstack.floating-ip-pool", SETTINGS.getProperty("floating-ip-pool"));
        properties.put("openstack.use-block-storage", "data");
        properties.put("openstack.delete-volume-on-termination.data", "true");
        properties.put("openstack.user-data", "#cloud-config");
        properties.put("openstack.requests-per-second", "100");
        return properties;
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of("openstack.image-name", List.of(""), "openstack.config-drive", List.of("yes"));
    }

    @Override
    public int machinesAtProvider() throws Exception {
        return observer.list(Service.COMPUTE, "/servers/detail", "servers").size();
    }

    @Override
    public Refusal refusal() {
        return OpenstackContractTest.REFUSED;
    }

    @Override
    public Collection<String> allAtProvider() throws Exception {
        List<String> all = new ArrayList<>();
        for (JsonNode one : observer.list(Service.COMPUTE, "/servers/detail", "servers")) {
            all.add("server " + one.path("id").asText());
        }
        for (JsonNode one : observer.list(Service.NETWORK, "/ports", "ports")) {
            if (!one.path("device_owner").asText().startsWith("network:")) {
                all.add("port " + one.path("id").asText());
            }
        }
        for (JsonNode one : observer.list(Service.NETWORK, "/floatingips", "floatingips")) {
            all.add("floating-ip " + one.path("id").asText());
        }
        for (JsonNode one : observer.list(Service.NETWORK, "/security-groups", "security_groups")) {
            if (!one.path("name").asText().equals("default")) {
                all.add("security-group " + one.path("id").asText());
            }
        }
        for (JsonNode one : observer.list(Service.COMPUTE, "/os-keypairs", "keypairs")) {
            if (!one.path("keypair").path("name").asText().equals(SETTINGS.getProperty("key-pair"))) {
                all.add("key-pair " + one.path("keypair").path("name").asText());
            }
        }
        for (JsonNode one : observer.list(Service.VOLUME, "/volumes/detail", "volumes")) {
            all.add("volume " + one.path("id").asText());
        }
        return all;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(SETTINGS.getProperty("password"));
    }

    @Test
    void a_server_has_what_the_definition_says() throws Exception {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());

        String id = target.create(request);

        JsonNode server = observer.get(Service.COMPUTE, "/servers/" + id).json().path("server");
        assertThat(server.path("name").asText()).isEqualTo("shop.my vm");
        assertThat(server.path("flavor").path("original_name").asText()).isEqualTo("m1.tiny");
        assertThat(server.path("key_name").asText()).startsWith("roboconf-" + request.key());
        assertThat(server.path("metadata").path("Created by").asText()).isEqualTo("Roboconf");
        MachineFacts facts = target.facts(properties(), request.key(), id);
        assertThat(facts.image()).isEqualTo(SETTINGS.getProperty("image"));
        assertThat(facts.size()).isEqualTo("m1.tiny");
        JsonNode floating =
                observer.list(Service.NETWORK, "/floatingips", "floatingips").get(0);
        assertThat(floating.path("port_id").asText()).isNotEmpty();
        Cloud admin = new Cloud(
                Access.of(new TargetProperties(with(Map.of(
                        "openstack.user", "admin",
                        "openstack.password", SETTINGS.getProperty("admin-password"),
                        "openstack.project-name", "admin")))),
                HttpClient.newHttpClient(),
                new RequestRate(1000),
                new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(5)));
        String given = admin.get(Service.COMPUTE, "/servers/" + id)
                .json()
                .path("server")
                .path("OS-EXT-SRV-ATTR:user_data")
                .asText();
        String userData = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
        assertThat(userData).contains("#cloud-config").doesNotContain(SETTINGS.getProperty("password"));
        assertThat(UserData.find(userData).machine()).isEqualTo(request.key());
        assertThat(UserData.find(userData).address())
                .isEqualTo(floating.path("floating_ip_address").asText());
        target.terminate(properties(), request.key(), id);
    }

    @Test
    void a_cloud_without_a_host_that_is_large_enough_is_told_and_nothing_is_left() throws Exception {
        TargetException refused =
                refused(with(Map.of("openstack.flavor-name", SETTINGS.getProperty("flavor-too-large"))));

        assertThat(refused).hasMessageContaining("No valid host was found");
        assertThat(allAtProvider()).isEmpty();
    }

    @Test
    void a_quota_is_told_and_nothing_is_left() throws Exception {
        Map<String, String> properties = with(Map.of(
                "openstack.project-name",
                SETTINGS.getProperty("project-without-quota"),
                "openstack.network",
                SETTINGS.getProperty("shared-network")));
        properties.remove("openstack.floating-ip-pool");
        properties.remove("openstack.use-block-storage");
        properties.remove("openstack.security-group");

        assertThat(refused(properties)).hasMessageContaining("Quota exceeded for instances");

        assertThat(target.resources(properties, OWNER)).isEmpty();
    }

    @Test
    void what_does_not_exist_is_told_with_the_nearest_name() {
        Map<String, String> wrong = Map.of(
                "openstack.image-name", "agnet",
                "openstack.flavor-name", "m1.tini",
                "openstack.network", "privat",
                "openstack.security-group", "defualt",
                "openstack.floating-ip-pool", "publik",
                "openstack.region-name", "RegionTwo",
                "openstack.availability-zone", "nowa");
        Map<String, String> right = Map.of(
                "openstack.image-name", "agent",
                "openstack.flavor-name", "m1.tiny",
                "openstack.network", "private",
                "openstack.security-group", "default",
                "openstack.floating-ip-pool", "public",
                "openstack.region-name", "RegionOne",
                "openstack.availability-zone", "nova");
        wrong.forEach((key, value) -> {
            TargetException refused =
                    catchThrowableOfType(TargetException.class, () -> target.check(with(Map.of(key, value))));
            assertThat(refused).as(key).isNotNull().hasMessageContaining(value).hasMessageContaining(right.get(key));
        });
        Map<String, String> keyPair = with(Map.of("openstack.key-pair", "dem0"));
        keyPair.remove("openstack.public-key");
        assertThat(catchThrowableOfType(TargetException.class, () -> target.check(keyPair)))
                .hasMessageContaining("'demo'");
    }

    @Test
    void credentials_that_are_wrong_are_told_and_not_repeated() {
        TargetException refused = catchThrowableOfType(
                TargetException.class, () -> target.check(with(Map.of("openstack.password", "not the right one"))));

        assertThat(refused)
                .hasMessageContaining("does not accept the credentials")
                .hasMessageNotContaining("not the right one");
        assertThat(refused.isOutcomeUnknown()).isFalse();
    }

    @Test
    void an_application_credential_is_as_good_as_a_user() throws Exception {
        Map<String, String> properties = with(Map.of(
                "openstack.application-credential-id", SETTINGS.getProperty(user + ".application-credential-id"),
                "openstack.application-credential-secret",
                        SETTINGS.getProperty(user + ".application-credential-secret")));
        properties.keySet().removeAll(List.of("openstack.user", "openstack.password", "openstack.project-name"));
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties);

        target.check(properties);
        String id = target.create(request);

        assertThat(target.find(request)).isEqualTo(Optional.of(id));
        target.terminate(properties, request.key(), id);
    }

    @Test
    void a_volume_that_stays_is_used_again() throws Exception {
        Map<String, String> properties = with(Map.of("openstack.delete-volume-on-termination.data", "false"));
        String volume = null;
        for (int i = 0; i < 2; i++) {
            MachineRequest request = TargetContract.request(TargetContract.newKey(), properties);
            String id = target.create(request);
            JsonNode there =
                    observer.list(Service.VOLUME, "/volumes/detail", "volumes").get(0);
            assertThat(there.path("name").asText()).isEqualTo("roboconf-shop-my vm");
            volume = volume == null ? there.path("id").asText() : volume;
            assertThat(there.path("id").asText()).isEqualTo(volume);
            gone(request, id);
        }
        assertThat(allAtProvider()).containsExactly("volume " + volume);
        assertThat(target.resources(properties, OWNER)).isEmpty();
        String left = volume;
        await(() -> observer.delete(Service.VOLUME, "/volumes/" + left).status() != Reply.BAD_REQUEST);
        await(() -> allAtProvider().isEmpty());
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> properties = new TreeMap<>(properties());
        properties.putAll(more);
        return properties;
    }

    private TargetException refused(Map<String, String> properties) {
        TargetException refused = catchThrowableOfType(
                TargetException.class,
                () -> target.create(TargetContract.request(TargetContract.newKey(), properties)));
        assertThat(refused).isNotNull();
        assertThat(refused.isOutcomeUnknown()).as(refused.getMessage()).isFalse();
        return refused;
    }

    private void gone(MachineRequest request, String id) throws Exception {
        target.terminate(request.properties(), request.key(), id);
        await(() -> target.status(request.properties(), request.key(), id) == MachineStatus.GONE);
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
