package net.roboconf.target.ec2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.Test;

class Ec2DefinitionTest {

    private static Map<String, String> with(String... more) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "ec2.endpoint", "ec2.eu-west-1.amazonaws.com",
                "ec2.access.key", "AK",
                "ec2.secret.key", "the secret",
                "ec2.ami", "ami-1",
                "ec2.instance.type", "t3.micro"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    @Test
    void the_host_of_an_end_point_tells_its_region() throws Exception {
        assertThat(Ec2Definition.read(with()).region()).isEqualTo("eu-west-1");
        assertThat(Ec2Definition.read(with()).endpoint()).hasToString("https://ec2.eu-west-1.amazonaws.com");
        assertThat(Ec2Definition.read(with("ec2.endpoint", "https://ec2.us-gov-west-1.amazonaws.com"))
                        .region())
                .isEqualTo("us-gov-west-1");
        assertThat(Ec2Definition.read(with("ec2.endpoint", "http://cloud.example.org:8773/services"))
                        .region())
                .isEqualTo("us-east-1");
        assertThat(Ec2Definition.read(with("ec2.region", "nova")).region()).isEqualTo("nova");
    }

    @Test
    void both_spellings_of_the_zone_mean_the_same() throws Exception {
        assertThat(Ec2Definition.readStrictly(with("ec2.availability.zone", "a"))
                        .zone())
                .contains("a");
        assertThat(Ec2Definition.readStrictly(with("ec2.availability-zone", "a"))
                        .zone())
                .contains("a");
        assertThatThrownBy(() -> Ec2Definition.read(with("ec2.availability.zone", "a", "ec2.availability-zone", "b")))
                .hasMessageContaining("ec2.availability-zone is 'b'");
    }

    @Test
    void an_unknown_property_is_refused_in_a_definition_and_left_to_others_in_an_instance() throws Exception {
        assertThatThrownBy(() -> Ec2Definition.readStrictly(with("ec2.instance.typ", "t3.micro")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("did you mean 'ec2.instance.type'?");
        assertThat(Ec2Definition.read(with("ec2.instance.typ", "t3.micro")).type())
                .isEqualTo("t3.micro");
    }

    @Test
    void volumes_have_the_defaults_of_roboconf_0_9() throws Exception {
        Ec2Definition definition = Ec2Definition.readStrictly(with(
                "ec2.use-block-storage", "data, copy",
                "ec2.ebs-snapshot-id.copy", "snap-1",
                "ec2.ebs-mount-point.copy", "/dev/sdg",
                "ec2.ebs-delete-on-termination.copy", "true"));

        EbsVolume data = definition.volumes().get(0);
        assertThat(data.source()).isEqualTo("roboconf-%APP%-%NAME%");
        assertThat(data.name("shop", "vm")).isEqualTo("roboconf-shop-vm");
        assertThat(data.sizeGiB()).contains(2);
        assertThat(data.device()).isEqualTo("/dev/sdf");
        assertThat(data.type()).isEqualTo("standard");
        assertThat(data.isMadeWithMachine()).isFalse();
        EbsVolume copy = definition.volumes().get(1);
        assertThat(copy.isFromSnapshot()).isTrue();
        assertThat(copy.sizeGiB()).as("the snapshot's").isEmpty();
        assertThat(copy.isMadeWithMachine()).isTrue();
    }

    @Test
    void two_volumes_cannot_have_one_place_or_one_name() {
        assertThatThrownBy(() -> Ec2Definition.read(with("ec2.use-block-storage", "a, b")))
                .hasMessageContaining("ec2.ebs-mount-point.b");
        assertThatThrownBy(() ->
                        Ec2Definition.read(with("ec2.use-block-storage", "a, b", "ec2.ebs-mount-point.b", "/dev/sdg")))
                .hasMessageContaining("ec2.ebs-snapshot-id.b");
    }

    @Test
    void a_tag_cannot_take_the_place_of_one_that_machines_are_found_by() throws Exception {
        assertThat(Ec2Definition.readStrictly(with("ec2.tag.Cost centre", "42")).tags())
                .isEqualTo(Map.of("Cost centre", "42"));
        assertThatThrownBy(() -> Ec2Definition.read(with("ec2.tag.roboconf-machine", "mine")))
                .hasMessageContaining("ec2.tag.roboconf-machine");
    }

    @Test
    void what_it_says_of_itself_holds_no_secret() throws Exception {
        Ec2Definition definition = Ec2Definition.read(with("ec2.session.token", "the token"));

        assertThat(definition + " " + definition.credentials()).doesNotContain("the secret", "the token");
        assertThat(definition.credentials().hiddenIn("with the secret and the token"))
                .isEqualTo("with *** and ***");
    }
}
