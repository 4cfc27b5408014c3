package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.target.TargetException;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshPropertiesTest {

    @TempDir
    Path temporary;

    private TestRack rack;

    @BeforeEach
    void open() throws Exception {
        rack = new TestRack(temporary, 0);
    }

    @AfterEach
    void close() throws Exception {
        rack.close();
    }

    @Test
    void a_property_that_nobody_knows_is_refused_with_the_nearest_one() {
        refused("key.fiel", "x", "The property 'key.fiel' of the target is unknown", "did you mean 'key.file'?");
        refused("conect.timeout", "5", "did you mean 'connect.timeout'?");
        refused("whatever", "x", "The property 'whatever' of the target is unknown.");
    }

    @Test
    void a_value_of_another_kind_is_refused_with_what_it_should_be() {
        refused("connect.timeout", "soon", "'connect.timeout'", "a whole number from 1 to 600");
        refused("port", "0", "'port'", "from 1 to 65535");
        refused("service", "init", "'service'", "none or systemd");
        refused("hosts", "", "'hosts' of the target is missing");
    }

    @Test
    void a_passphrase_without_a_key_is_no_unknown_property() {
        assertThatCode(() -> SshMachines.validate(
                        properties("key.file", "", "password", "x", "key.passphrase", "never needed")))
                .doesNotThrowAnyException();
    }

    @Test
    void what_belongs_to_the_deployment_manager_is_accepted() {
        assertThatCode(() -> SshMachines.validate(properties("id", "rack", "name", "Our rack", "handler", "local")))
                .doesNotThrowAnyException();
    }

    @Test
    void keys_of_each_kind_are_read_with_and_without_a_passphrase() throws Exception {
        rack.generate("rsa", KeyPairProvider.SSH_RSA, 2048, "");
        rack.generate("ecdsa", KeyPairProvider.ECDSA_SHA2_NISTP256, 256, "");
        rack.generate("secret", KeyPairProvider.SSH_ED25519, 256, "open sesame");
        Path passphrase = Files.writeString(temporary.resolve("passphrase"), "open sesame\n");

        for (String name : new String[] {"client", "rsa", "ecdsa"}) {
            assertThatCode(() -> SshMachines.validate(properties("key.file", file(name))))
                    .as(name)
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> SshMachines.validate(
                        properties("key.file", file("secret"), "key.passphrase.file", passphrase.toString())))
                .doesNotThrowAnyException();
        refused("key.file", file("secret"), "'key.file'", "set 'key.passphrase.file'");
        assertThatThrownBy(() ->
                        SshMachines.validate(properties("key.file", file("secret"), "key.passphrase", "a wrong word")))
                .hasMessageContaining("the passphrase is another one")
                .hasMessageNotContaining("a wrong word");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws Exception {
        Path broken = Files.writeString(
                temporary.resolve("broken"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        refused("key.file", "/nowhere/key", "'key.file'", "/nowhere/key", "does not exist");
        refused("key.file", broken.toString(), "'key.file'", "damaged");
        refused("password.file", "/nowhere/word", "'password.file'", "/nowhere/word");
        refused("host.keys.file", "/nowhere/known", "'host.keys.file'", "/nowhere/known");
    }

    @Test
    void nothing_secret_is_in_its_text() throws Exception {
        SshProperties properties = SshProperties.of(properties("password", "open sesame"));

        assertThat(properties.toString() + properties.login()).doesNotContain("open sesame");
    }

    @Test
    void the_folder_of_a_user_is_in_its_home() throws Exception {
        assertThat(SshProperties.of(properties("user", "pi")).folder()).isEqualTo("roboconf");
        assertThat(SshProperties.of(properties("user", "root")).folder()).isEqualTo("/var/lib/roboconf");
    }

    private String file(String name) {
        return temporary.resolve(name).toString();
    }

    private Map<String, String> properties(String... others) {
        Map<String, String> all = new TreeMap<>(rack.properties("hosts", "10.0.0.1"));
        for (int i = 0; i < others.length; i += 2) {
            all.put(others[i], others[i + 1]);
        }
        return all;
    }

    private void refused(String name, String value, String... words) {
        assertThatThrownBy(() -> SshMachines.validate(properties(name, value)))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll(words);
    }
}
