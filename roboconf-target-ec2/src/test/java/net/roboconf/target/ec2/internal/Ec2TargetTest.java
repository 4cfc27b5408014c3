package net.roboconf.target.ec2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.target.ec2.server.ApiError;
import net.roboconf.target.ec2.server.Behaviour;
import net.roboconf.target.ec2.server.Ec2Server;
import net.roboconf.target.ec2.server.Machine;
import net.roboconf.target.ec2.server.Volume;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is special about EC2. */
class Ec2TargetTest {

    private static final Timing TIMING =
            new Timing(Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofSeconds(3));

    private final Ec2Target target = new Ec2Target(TIMING, new Retry(4, Duration.ofMillis(10), Duration.ofSeconds(1)));
    private Ec2Server server;

    @BeforeEach
    void start() throws IOException {
        server = Ec2Server.quick();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private Map<String, String> properties(String... more) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "ec2.endpoint",
                server.address().toString(),
                "ec2.access.key",
                Ec2Server.ACCESS_KEY,
                "ec2.secret.key",
                Ec2Server.SECRET_KEY,
                "ec2.ami",
                "ami-0abcdef1234567890",
                "ec2.instance.type",
                "t3.small",
                "ec2.requests-per-second",
                "1000"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    private MachineRequest request(String... more) {
        return TargetContract.request(TargetContract.newKey(), properties(more));
    }

    private Machine made() {
        assertThat(server.machines()).hasSize(1);
        return server.machines().get(0);
    }

    private void destroy(MachineRequest request, String id) throws Exception {
        target.terminate(request.properties(), request.key(), id);
        while (target.status(request.properties(), request.key(), id) != MachineStatus.GONE) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_machine_is_as_its_definition_says_from_the_first_request_on() throws Exception {
        MachineRequest request = request(
                "ec2.ssh.key", "deployer",
                "ec2.subnet", "subnet-0bbb",
                "ec2.security.group", "web, sg-0ssh",
                "ec2.iam-profile", "reader",
                "ec2.tag.Cost centre", "42");

        target.create(request);

        Machine made = made();
        assertThat(made.image).isEqualTo("ami-0abcdef1234567890");
        assertThat(made.type).isEqualTo("t3.small");
        assertThat(made.key).isEqualTo("deployer");
        assertThat(made.subnet).isEqualTo("subnet-0bbb");
        assertThat(made.zone).isEqualTo("us-east-1b");
        assertThat(made.groups).containsExactly("sg-0ssh", "sg-0web");
        assertThat(made.profile).isEqualTo("reader");
        assertThat(made.httpTokens).isEqualTo("required");
        assertThat(made.token).isEqualTo(request.key().value());
        assertThat(made.tags)
                .containsEntry("Name", "shop.my vm")
                .containsEntry("Cost centre", "42")
                .containsEntry("roboconf-machine", request.key().value())
                .containsEntry("roboconf-owner", TargetContract.OWNER)
                .containsEntry("roboconf-application", "shop")
                .containsEntry("roboconf-instance", "/my vm");
        assertThat(made.volumes.get("/dev/xvda").volume().tags).isEqualTo(made.tags);
        assertThat(server.asked()).filteredOn("RunInstances"::equals).hasSize(1);
    }

    @Test
    void the_agent_finds_its_settings_and_no_credentials_of_the_provider_in_the_user_data() throws Exception {
        MachineRequest request = request("ec2.user-data", "#cloud-config\npackages: [less]\n");

        target.create(request);

        byte[] given = made().userData;
        AgentSettings found = UserData.find(given);
        assertThat(found).isEqualTo(request.agent());
        assertThat(new String(given)).contains("packages: [less]").doesNotContain(Ec2Server.SECRET_KEY);
    }

    @Test
    void user_data_that_ec2_would_refuse_is_refused_before_anything_is_made() {
        MachineRequest request = request("ec2.user-data", "#cloud-config\n# " + "x".repeat(16_384));

        assertThatThrownBy(() -> target.create(request))
                .hasMessageContaining("ec2.user-data")
                .hasMessageContaining("more than the 16384");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void metadata_are_given_without_token_where_that_is_wanted() throws Exception {
        target.create(request("ec2.metadata-tokens", "optional"));

        assertThat(made().httpTokens).isEqualTo("optional");
    }

    @Test
    void names_of_security_groups_go_as_they_are_without_a_subnet() throws Exception {
        target.create(request("ec2.security.group", "web, ssh"));

        assertThat(made().groups).containsExactly("sg-0ssh", "sg-0web");
        assertThat(server.asked()).containsExactly("RunInstances");
    }

    @Test
    void temporary_credentials_come_with_their_token() throws Exception {
        server.close();
        server = new Ec2Server(0, Behaviour.quick(), "a session's token");

        target.create(request("ec2.session.token", "a session's token"));
        assertThat(server.machines()).hasSize(1);
        assertThatThrownBy(() -> target.create(request()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("AuthFailure")
                .hasMessageContaining("ec2.secret.key");
    }

    @Test
    void wrong_credentials_are_told_and_not_repeated() {
        TargetException refused = catchThrowableOfType(
                TargetException.class, () -> target.create(request("ec2.secret.key", "another one")));

        assertThat(refused).hasMessageContaining("SignatureDoesNotMatch");
        assertThat(refused.toString()).doesNotContain("another one");
        assertThat(refused.isOutcomeUnknown()).isFalse();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void an_end_point_that_nobody_is_at_is_named() {
        server.close();

        TargetException refused = catchThrowableOfType(TargetException.class, () -> target.create(request()));

        assertThat(refused).hasMessageContaining(server.address().toString()).hasMessageContaining("ec2.endpoint");
        assertThat(refused.isOutcomeUnknown()).isTrue();
    }

    @Test
    void what_lacks_room_is_tried_again_later_and_a_quota_is_not() {
        server.refuseNext(new ApiError(500, "InsufficientInstanceCapacity", "We have no capacity in us-east-1a."));
        TargetException full = catchThrowableOfType(TargetException.class, () -> target.create(request()));
        assertThat(full)
                .hasMessageContaining("InsufficientInstanceCapacity")
                .hasMessageContaining("We have no capacity in us-east-1a.");
        assertThat(full.isOutcomeUnknown()).isTrue();

        server.behave(Behaviour.quick().mostInstances(0));
        TargetException quota = catchThrowableOfType(TargetException.class, () -> target.create(request()));
        assertThat(quota).hasMessageContaining("InstanceLimitExceeded").hasMessageContaining("instance limit of 0");
        assertThat(quota.isOutcomeUnknown()).isFalse();
    }

    @Test
    void a_provider_that_is_busy_is_asked_again() throws Exception {
        ApiError busy = new ApiError(503, "RequestLimitExceeded", "Request limit exceeded.");
        server.refuseNext(busy, busy, busy);

        target.create(request());

        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void a_machine_gets_the_address_that_is_named_unless_another_one_has_it() throws Exception {
        MachineRequest first = request("ec2.elastic.ip", Ec2Server.FREE_ADDRESS);
        MachineRequest second = request("ec2.elastic.ip", Ec2Server.FREE_ADDRESS);

        String id = target.create(first);
        assertThat(server.freeAddress().user.id).isEqualTo(id);
        MachineFacts facts = target.facts(first.properties(), first.key(), id);
        assertThat(facts.addresses()).first().isEqualTo(Ec2Server.FREE_ADDRESS);
        assertThatThrownBy(() -> target.create(second))
                .hasMessageContaining(Ec2Server.FREE_ADDRESS + " is in use by " + id);
        assertThat(server.machines()).hasSize(1);

        destroy(first, id);
        assertThat(server.freeAddress().user).isNull();
    }

    @Test
    void a_creation_that_was_cut_off_before_its_address_is_brought_to_its_end() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        Map<String, String> wanted = properties("ec2.elastic.ip", "allocate");
        assertThat(server.addresses()).isEmpty();

        MachineRequest again = TargetContract.request(request.key(), wanted);
        assertThat(target.find(again)).contains(id);

        assertThat(server.addresses()).hasSize(1);
        assertThat(server.addresses().get(0).user.id).isEqualTo(id);
        destroy(again, id);
        assertThat(server.made()).isEmpty();
    }

    @Test
    void what_ends_by_itself_leaves_nothing() throws Exception {
        MachineRequest request = request("ec2.elastic.ip", "allocate");
        String id = target.create(request);

        server.end(id);
        while (target.status(request.properties(), request.key(), id) != MachineStatus.GONE) {
            Thread.onSpinWait();
        }

        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_machine_that_somebody_has_stopped_is_not_gone() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        server.stop(id);

        assertThat(target.status(request.properties(), request.key(), id)).isEqualTo(MachineStatus.STOPPED);
    }

    @Test
    void a_machine_that_ec2_has_forgotten_is_gone() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        destroy(request, id);
        server.behave(Behaviour.quick().rememberedFor(Duration.ZERO));

        assertThat(target.status(request.properties(), request.key(), id)).isEqualTo(MachineStatus.GONE);
        target.terminate(request.properties(), request.key(), id);
        assertThat(target.find(request)).isEmpty();
    }

    @Test
    void a_volume_that_is_kept_is_found_again_by_the_next_machine() throws Exception {
        String[] kept = {"ec2.use-block-storage", "data", "ec2.ebs-size.data", "20", "ec2.ebs-type.data", "gp3"};
        MachineRequest first = request(kept);
        String firstId = target.create(first);
        Volume data = made().volumes.get("/dev/sdf").volume();
        assertThat(data.tags).containsEntry("Name", "roboconf-shop-my vm").doesNotContainKey("roboconf-machine");
        assertThat(data.size).isEqualTo(20);
        assertThat(data.type).isEqualTo("gp3");
        assertThat(target.resources(first.properties(), TargetContract.OWNER))
                .as("what is kept is no leak")
                .noneMatch(one -> one.id().equals(data.id));

        destroy(first, firstId);
        assertThat(server.volumes()).containsExactly(data);
        MachineRequest second = request(kept);
        String secondId = target.create(second);

        assertThat(made().volumes.get("/dev/sdf").volume()).isSameAs(data);
        destroy(second, secondId);
        assertThat(server.volumes()).containsExactly(data);
    }

    @Test
    void volumes_come_from_snapshots_and_go_with_the_machine() throws Exception {
        MachineRequest request = request(
                "ec2.use-block-storage", "copy",
                "ec2.ebs-snapshot-id.copy", "snap-0123",
                "ec2.ebs-delete-on-termination.copy", "true");
        String id = target.create(request);

        Volume copy = made().volumes.get("/dev/sdf").volume();
        assertThat(copy.snapshot).isEqualTo("snap-0123");
        assertThat(copy.size).isEqualTo(4);
        destroy(request, id);
        assertThat(server.made()).isEmpty();
    }

    @Test
    void an_existing_volume_is_attached_and_deleted_only_if_that_is_wanted() throws Exception {
        Volume mine = server.makeVolume("AvailabilityZone=us-east-1a&Size=3");
        String[] wanted = {"ec2.use-block-storage", "mine", "ec2.ebs-snapshot-id.mine", mine.id};
        MachineRequest first = request(wanted);
        String firstId = target.create(first);
        assertThat(mine.user.id).isEqualTo(firstId);
        destroy(first, firstId);
        assertThat(server.volumes()).containsExactly(mine);

        MachineRequest second = TargetContract.request(
                TargetContract.newKey(), withDeletion(first.properties(), "ec2.ebs-delete-on-termination.mine"));
        destroy(second, target.create(second));
        assertThat(server.volumes()).isEmpty();
    }

    private static Map<String, String> withDeletion(Map<String, String> properties, String key) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(key, "true");
        return more;
    }

    @Test
    void a_volume_of_another_machine_is_not_taken_from_it() throws Exception {
        String[] kept = {"ec2.use-block-storage", "data", "ec2.ebs-snapshot-id.data", "the only one"};
        String first = target.create(request(kept));

        assertThatThrownBy(() -> target.create(request(kept)))
                .hasMessageContaining("cannot be attached")
                .hasMessageContaining(first);
        assertThat(server.machines()).hasSize(1);
    }

    @Test
    void settings_that_have_changed_since_a_lost_creation_make_no_second_machine() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        MachineRequest changed =
                TargetContract.request(request.key(), properties("ec2.tag.more", "since the first request"));

        assertThat(target.create(changed)).isEqualTo(id);

        assertThat(server.machines()).hasSize(1);
    }

    @Test
    void a_key_whose_machine_is_over_makes_none() throws Exception {
        MachineRequest request = request();
        destroy(request, target.create(request));

        assertThatThrownBy(() -> target.create(request)).hasMessageContaining("has been terminated");
        assertThat(server.machines()).isEmpty();
    }

    @Test
    void facts_are_what_ec2_says() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);

        MachineFacts facts = target.facts(request.properties(), request.key(), id);

        assertThat(facts.machineId()).isEqualTo(id);
        assertThat(facts.name()).isEqualTo("shop.my vm");
        assertThat(facts.zone()).isEqualTo("us-east-1a");
        assertThat(facts.size()).isEqualTo("t3.small");
        assertThat(facts.image()).isEqualTo("ami-0abcdef1234567890");
        assertThat(facts.addresses()).isNotEmpty();
    }

    @Test
    void lists_that_come_in_pages_are_read_to_their_end() throws Exception {
        for (int i = 0; i < 9; i++) {
            MachineRequest request = request();
            // Facts are there once EC2 shows the machine.
            target.facts(request.properties(), request.key(), target.create(request));
        }

        List<String> kinds = target.resources(properties(), TargetContract.OWNER).stream()
                .map(one -> one.kind())
                .toList();

        assertThat(kinds).filteredOn("instance"::equals).hasSize(9);
        assertThat(kinds).filteredOn("volume"::equals).hasSize(9);
    }

    @Test
    void a_check_names_what_does_not_exist_and_the_nearest_that_does() throws Exception {
        Map<String, List<String>> wrong = Map.of(
                "ec2.ami", List.of("ami-0abcdef1234567891", "ami-0abcdef1234567890"),
                "ec2.instance.type", List.of("t3.smal", "t3.small"),
                "ec2.ssh.key", List.of("deploier", "deployer"),
                "ec2.availability.zone", List.of("us-east-1c", "us-east-1"),
                "ec2.subnet", List.of("subnet-0bbc", "subnet-0bbb"),
                "ec2.security.group", List.of("wep", "web"));
        for (Map.Entry<String, List<String>> one : wrong.entrySet()) {
            assertThatThrownBy(() ->
                            target.check(properties(one.getKey(), one.getValue().get(0))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining(one.getKey())
                    .hasMessageContaining("did you mean '" + one.getValue().get(1));
        }
        target.check(properties("ec2.security.group", "web", "ec2.subnet", "subnet-0aaa"));
        assertThatThrownBy(() -> target.check(properties("ec2.elastic.ip", "203.0.113.9")))
                .hasMessageContaining("InvalidAddress.NotFound");
        assertThatThrownBy(() ->
                        target.check(properties("ec2.use-block-storage", "d", "ec2.ebs-snapshot-id.d", "snap-9999")))
                .hasMessageContaining("InvalidSnapshot.NotFound");
        assertThat(server.made()).isEmpty();
    }
}
