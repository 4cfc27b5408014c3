package net.roboconf.target.openstack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the real cloud cannot be made to do, and what one machine is made of. */
@Execution(ExecutionMode.CONCURRENT)
class OpenstackTargetTest {

    private static final Duration LATE = Duration.ofSeconds(5);

    private PlayedOpenstack cloud;
    private OpenstackTarget target;

    @BeforeEach
    void begin() throws Exception {
        cloud = new PlayedOpenstack();
        target = target();
    }

    @AfterEach
    void end() {
        cloud.close();
    }

    private static OpenstackTarget target() {
        return new OpenstackTarget(
                new Creation.Pace(Duration.ofSeconds(8), Duration.ofSeconds(30), Duration.ofMillis(100)),
                new Retry(2, Duration.ofMillis(10), Duration.ofMillis(50)),
                new KnownNames(Duration.ofMinutes(5)));
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("openstack.keystone-url", cloud.address() + "/identity/v2.0");
        properties.put("openstack.user", "demo");
        properties.put("openstack.password", PlayedOpenstack.PASSWORD);
        properties.put("openstack.tenant-name", "demo");
        properties.put("openstack.image-name", "agent");
        properties.put("openstack.flavor-name", "m1.tiny");
        properties.put("openstack.requests-per-second", "1000");
        return properties;
    }

    private MachineRequest request(String... more) {
        Map<String, String> properties = properties();
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return TargetContract.request(TargetContract.newKey(), properties);
    }

    @Test
    void a_machine_that_is_shown_late_is_made_once_and_leaves_nothing() throws Exception {
        cloud.showLate(LATE);
        MachineRequest request = request("openstack.floating-ip-pool", "public");

        String id = target.create(request);

        assertThat(status(request, id)).isNotEqualTo(MachineStatus.GONE);
        assertThat(target.create(request)).isEqualTo(id);
        assertThat(cloud.count("servers")).isEqualTo(1);
        target.terminate(request.properties(), request.key(), id);
        awaitGone(request, id);
        assertThat(cloud.made()).isEmpty();
    }

    @Test
    void a_server_of_a_creation_that_was_cut_off_is_waited_for() throws Exception {
        cloud.showServersLate(LATE);
        MachineRequest request = request();
        cutOff(request, "POST /compute/servers");
        OpenstackTarget next = target();

        assertThat(next.find(request)).isEmpty();
        String id = next.create(request);

        assertThat(cloud.wantedServers()).hasSize(1);
        assertThat(next.find(request)).contains(id);
    }

    @Test
    void a_second_server_that_appears_in_the_end_is_destroyed() throws Exception {
        cloud.showLate(LATE);
        MachineRequest request = request();
        cutOff(request, "POST /compute/servers");
        cloud.showLate(Duration.ZERO);
        OpenstackTarget next = target();

        // Neither server nor port is shown: it looks as if nothing had been begun.
        String id = next.create(request);
        assertThat(cloud.count("servers")).isEqualTo(2);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (cloud.count("servers") > 1) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            next.status(request.properties(), request.key(), id);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(next.find(request)).contains(id);
        next.terminate(request.properties(), request.key(), id);
        awaitGone(request, id);
        assertThat(cloud.made()).isEmpty();
    }

    @Test
    void a_token_that_is_not_good_any_more_is_replaced() throws Exception {
        target.check(properties());
        cloud.forgetTokens();

        target.check(properties());

        assertThat(cloud.logins()).isEqualTo(2);
    }

    @Test
    void requests_keep_to_the_rate() throws Exception {
        Map<String, String> slow = properties();
        slow.put("openstack.requests-per-second", "10");
        long began = System.nanoTime();

        for (int i = 0; i < 8; i++) {
            target.resources(slow, "nobody");
        }

        // The first second's may come at once.
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(cloud.requests().size()).isGreaterThan(40).isLessThanOrEqualTo((int) (seconds + 2) * 10);
    }

    @Test
    void what_a_server_is_asked_for_is_what_the_definition_says(@TempDir Path folder) throws Exception {
        cloud.given("networks", "second");
        Path part = Files.writeString(folder.resolve("own.sh"), "#!/bin/sh\necho hello\n");
        MachineRequest request = request(
                "openstack.network", "private, second",
                "openstack.floating-ip-pool", "public",
                "openstack.ip", "fixed",
                "openstack.key-pair", "mine",
                "openstack.availability-zone", "north",
                "openstack.config-drive", "true",
                "openstack.user-data", "#cloud-config\npackages: [htop]",
                "openstack.user-data-files", part.toString(),
                "openstack.obj-storage", "photos",
                "openstack.use-block-storage", "logs",
                "openstack.volume-name.logs", "logs of %APP% on %NAME%",
                "openstack.volume-mount-point.logs", "/dev/vdc");

        target.create(request);

        ObjectNode server = cloud.wantedServers().get(0);
        assertThat(server.path("networks")).hasSize(2);
        assertThat(server.path("key_name").asText()).isEqualTo("mine");
        assertThat(server.path("availability_zone").asText()).isEqualTo("north");
        assertThat(server.path("config_drive").asBoolean()).isTrue();
        JsonNode volume = server.path("block_device_mapping_v2").path(1);
        assertThat(volume.path("device_name").asText()).isEqualTo("/dev/vdc");
        assertThat(cloud.requests()).contains("PUT /object/photos");
        String userData =
                new String(Base64.getDecoder().decode(server.path("user_data").asText()), StandardCharsets.UTF_8);
        assertThat(userData).contains("packages: [htop]").contains("echo hello");
        AgentSettings agent = UserData.find(userData);
        assertThat(agent.machine()).isEqualTo(request.key());
        assertThat(agent.address()).startsWith("10.5.0.");
        assertThat(server.toString()).doesNotContain(PlayedOpenstack.PASSWORD);
    }

    @Test
    void no_host_for_a_server_is_a_refusal_that_leaves_nothing() {
        TargetException refused = catchThrowableOfType(
                TargetException.class,
                () -> target.create(request(
                        "openstack.flavor-name", "m1.vast",
                        "openstack.use-block-storage", "data",
                        "openstack.delete-volume-on-termination.data", "true")));

        assertThat(refused).hasMessageContaining("No valid host was found");
        assertThat(refused.isOutcomeUnknown()).isFalse();
        assertThat(cloud.made()).isEmpty();
    }

    @Test
    void machines_of_one_definition_ask_once_what_its_names_stand_for() throws Exception {
        target.create(request());
        target.create(request());

        assertThat(questionsForNames()).hasSize(3);
    }

    @Test
    void after_a_refusal_it_is_asked_anew_what_names_stand_for() {
        for (int i = 0; i < 2; i++) {
            catchThrowableOfType(
                    TargetException.class, () -> target.create(request("openstack.flavor-name", "m1.vast")));
        }

        assertThat(questionsForNames()).hasSize(2 * 3);
    }

    private List<String> questionsForNames() {
        return cloud.requests().stream()
                .filter(one -> one.matches("GET .*/(flavors|images\\?.*|networks)"))
                .toList();
    }

    @Test
    void a_definition_with_a_property_that_is_misspelt_is_refused() {
        Map<String, String> properties = properties();
        properties.put("openstack.flavour-name", "m1.tiny");

        assertThat(catchThrowableOfType(TargetException.class, () -> target.validate(properties)))
                .hasMessageContaining("'openstack.flavour-name'")
                .hasMessageContaining("'openstack.flavor-name'");
    }

    @Test
    void a_check_names_what_does_not_exist_and_the_nearest_that_does() throws Exception {
        Map<String, List<String>> wrong = Map.of(
                "openstack.image-name", List.of("agnet", "agent"),
                "openstack.flavor-name", List.of("m1.tinny", "m1.tiny"),
                "openstack.network", List.of("privat", "private"));
        for (Map.Entry<String, List<String>> one : wrong.entrySet()) {
            Map<String, String> properties = properties();
            properties.put(one.getKey(), one.getValue().get(0));
            assertThat(catchThrowableOfType(TargetException.class, () -> target.check(properties)))
                    .hasMessageContainingAll(
                            "'" + one.getValue().get(0) + "'",
                            "did you mean '" + one.getValue().get(1) + "'?",
                            one.getKey());
        }
        target.check(properties());
        assertThat(cloud.made()).isEmpty();
    }

    @Test
    void credentials_that_the_cloud_does_not_take_are_told_and_not_repeated() {
        Map<String, String> properties = properties();
        properties.put("openstack.password", "guess what");

        TargetException refused = catchThrowableOfType(TargetException.class, () -> target.check(properties));

        assertThat(refused)
                .hasMessageContaining("does not accept the credentials")
                .hasMessageNotContaining("guess what");
        assertThat(refused.isOutcomeUnknown()).isFalse();
    }

    @Test
    void a_cloud_that_does_not_answer_is_told_by_its_address() {
        cloud.close();

        TargetException refused = catchThrowableOfType(TargetException.class, () -> target.check(properties()));

        assertThat(refused).hasMessageContaining(cloud.address().getAuthority());
        assertThat(refused.isOutcomeUnknown()).isTrue();
    }

    /** Has a creation end like a process that dies, once the cloud was asked for something. */
    private void cutOff(MachineRequest request, String asked) throws Exception {
        ExecutorService dying = Executors.newSingleThreadExecutor();
        try {
            Future<String> creation = dying.submit(() -> target.create(request));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!cloud.requests().contains(asked)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                assertThat(creation.isDone()).isFalse();
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } finally {
            dying.shutdownNow();
        }
    }

    private MachineStatus status(MachineRequest request, String id) throws Exception {
        return target.status(request.properties(), request.key(), id);
    }

    private void awaitGone(MachineRequest request, String id) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (status(request, id) != MachineStatus.GONE) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void a_machine_is_known_by_the_words_of_its_name() {
        assertThat(List.of(Mark.key("roboconf-k1 the owner"), Mark.key("roboconf-k1")))
                .allSatisfy(key -> assertThat(key.orElseThrow().value()).isEqualTo("k1"));
        assertThat(Mark.key("roboconf-a:b")).isEmpty();
        assertThat(Mark.owner("roboconf-k1 the owner")).isEqualTo("the owner");
    }
}
