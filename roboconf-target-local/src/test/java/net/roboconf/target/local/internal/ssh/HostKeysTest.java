package net.roboconf.target.local.internal.ssh;

import static net.roboconf.testkit.target.TargetContract.newKey;
import static net.roboconf.testkit.target.TargetContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.roboconf.core.target.TargetException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host must prove that it is itself; the Deployment Manager must prove who it is. */
class HostKeysTest {

    @TempDir
    Path temporary;

    private TestRack rack;
    private Path known;

    @BeforeEach
    void open() throws Exception {
        rack = new TestRack(temporary, 1);
        known = temporary.resolve("known_hosts");
    }

    @AfterEach
    void close() throws Exception {
        rack.close();
    }

    @Test
    void a_host_that_is_not_known_is_never_used() throws Exception {
        Files.writeString(known, "");

        assertThat(refusal(rack.properties()))
                .contains("is not trusted", "it is not in " + known, "fingerprint." + name(), fingerprint());
        assertThat(rack.hosts.get(0).commands()).isEmpty();
    }

    @Test
    void a_host_with_another_key_than_it_had_is_never_used() throws Exception {
        Files.writeString(known, lineOfAnother());

        assertThat(refusal(rack.properties())).contains("is not trusted", known + " has another one");
        assertThat(refusal(rack.properties("host.keys", "accept-new"))).contains(known + " has another one");
        assertThat(rack.hosts.get(0).commands()).isEmpty();
    }

    @Test
    void a_fingerprint_in_the_definition_is_enough_and_must_be_right() throws Exception {
        Files.writeString(known, "");
        reached(rack.properties("fingerprint." + name(), fingerprint()));

        assertThat(refusal(rack.properties("fingerprint." + name(), "SHA256:" + "A".repeat(43))))
                .contains("is not trusted", fingerprint());
    }

    @Test
    void a_new_host_is_only_accepted_where_that_is_said_and_then_remembered() throws Exception {
        Files.delete(known);
        reached(rack.properties("host.keys", "accept-new"));

        assertThat(Files.readString(known)).isEqualTo(rack.knownHost(rack.hosts.get(0)));
        reached(rack.properties());
    }

    @Test
    void a_password_opens_where_no_key_does() throws Exception {
        Path right = Files.writeString(temporary.resolve("right"), "open sesame\n");
        Path wrong = Files.writeString(temporary.resolve("wrong"), "guess what\n");
        reached(rack.properties("key.file", "", "password.file", right.toString()));

        assertThat(refusal(rack.properties("key.file", "", "password.file", wrong.toString())))
                .contains("lets nobody in", "neither key nor password of the user 'somebody'")
                .doesNotContain("guess what");
    }

    @Test
    void a_key_that_the_host_does_not_accept_is_told() throws Exception {
        rack.generate("stranger", KeyPairProvider.ECDSA_SHA2_NISTP256, 256, "");

        assertThat(refusal(rack.properties(
                        "key.file", temporary.resolve("stranger").toString())))
                .contains(name() + " lets nobody in");
    }

    @Test
    void a_check_asks_the_hosts_and_makes_nothing() throws Exception {
        rack.machines().check(rack.properties());

        assertThat(rack.hosts.get(0).commands()).isNotEmpty().allMatch(command -> command.contains("status"));
    }

    @Test
    void a_check_names_what_is_wrong_with_each_host_when_none_can_be_used() throws Exception {
        rack.generate("stranger", KeyPairProvider.ECDSA_SHA2_NISTP256, 256, "");
        Map<String, String> stranger =
                rack.properties("key.file", temporary.resolve("stranger").toString());

        assertThatThrownBy(() -> rack.machines().check(stranger))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll("None of the hosts can be used", name() + " lets nobody in");
        rack.hosts.get(0).unplug();
        assertThatThrownBy(() -> rack.machines().check(rack.properties()))
                .hasMessageContainingAll("None of the hosts can be used", name(), "cannot be reached");
    }

    private void reached(Map<String, String> properties) throws Exception {
        var request = request(newKey(), properties);
        assertThat(rack.machines().find(request)).isEmpty();
        assertThat(rack.hosts.get(0).commands()).isNotEmpty();
    }

    private String refusal(Map<String, String> properties) {
        TargetException refusal = catchThrowableOfType(
                TargetException.class, () -> rack.machines().create(request(newKey(), properties)));
        assertThat(refusal.isOutcomeUnknown())
                .as("it will be the same next time")
                .isFalse();
        return refusal.getMessage();
    }

    private String name() {
        return rack.hosts.get(0).name();
    }

    private String fingerprint() throws Exception {
        return KeyUtils.getFingerPrint(
                BuiltinDigests.sha256,
                PublicKeyEntry.parsePublicKeyEntry(
                                Files.readString(temporary.resolve("host.pub")).strip())
                        .resolvePublicKey(null, Map.of(), null));
    }

    private String lineOfAnother() throws Exception {
        String key = PublicKeyEntry.toString(
                rack.generate("other", KeyPairProvider.SSH_ED25519, 256, "").getPublic());
        String[] parts = name().split(":");
        return "[" + parts[0] + "]:" + parts[1] + " " + key + "\n";
    }
}
