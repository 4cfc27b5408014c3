package net.roboconf.core.target.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPropertiesTest {

    @Test
    void values_are_read_without_what_surrounds_them() throws TargetException {
        TargetProperties properties = new TargetProperties(
                Map.of("cloud.image", " debian ", "cloud.nets", "a, b,,c ", "cloud.flag", "true", "cloud.size", "7"));

        assertThat(properties.required("cloud.image")).isEqualTo("debian");
        assertThat(properties.list("cloud.nets")).containsExactly("a", "b", "c");
        assertThat(properties.flag("cloud.flag", false)).isTrue();
        assertThat(properties.number("cloud.size", 1, 1, 9)).isEqualTo(7);
    }

    @Test
    void what_is_missing_has_its_default() throws TargetException {
        TargetProperties properties = new TargetProperties(Map.of("cloud.image", " "));

        assertThat(properties.optional("cloud.image")).isEmpty();
        assertThat(properties.list("cloud.nets")).isEmpty();
        assertThat(properties.flag("cloud.flag", true)).isTrue();
        assertThat(properties.number("cloud.size", 3, 1, 9)).isEqualTo(3);
        assertThatThrownBy(() -> properties.required("cloud.image"))
                .isInstanceOf(TargetException.class)
                .hasMessage("The property 'cloud.image' of the target is missing.");
    }

    @Test
    void a_wrong_value_is_refused_with_what_to_write() {
        TargetProperties properties = new TargetProperties(Map.of("cloud.size", "12", "cloud.flag", "yes"));

        assertThatThrownBy(() -> properties.number("cloud.size", 3, 1, 9))
                .hasMessage("The property 'cloud.size' of the target is '12'; write a whole number from 1 to 9.");
        assertThatThrownBy(() -> properties.flag("cloud.flag", true))
                .hasMessage("The property 'cloud.flag' of the target is 'yes'; write true or false.");
    }

    @Test
    void a_number_that_is_none_is_refused() {
        TargetProperties properties = new TargetProperties(Map.of("cloud.size", "big"));

        assertThatThrownBy(() -> properties.number("cloud.size", 3, 1, 9))
                .hasMessageContaining("'cloud.size'")
                .hasMessageContaining("from 1 to 9");
    }

    @Test
    void an_unknown_property_is_refused_with_the_nearest_one() throws TargetException {
        TargetProperties properties = new TargetProperties(Map.of("handler", "cloud", "cloud.imagee", "x"));
        properties.optional("cloud.image");

        assertThatThrownBy(properties::refuseUnknown)
                .isInstanceOf(TargetException.class)
                .hasMessage("The property 'cloud.imagee' of the target is unknown; did you mean 'cloud.image'?");
    }

    @Test
    void known_beginnings_are_known() throws TargetException {
        TargetProperties properties =
                new TargetProperties(Map.of("handler", "cloud", "name", "A cloud", "cloud.volume.db", "x"));
        properties.know(List.of("cloud.volume."));

        properties.refuseUnknown();

        assertThat(properties.optional("cloud.volume.db")).contains("x");
    }

    @Test
    void an_address_is_a_host_or_a_url() throws TargetException {
        assertThat(TargetProperties.url("cloud.url", "cloud.example.org", "x"))
                .hasToString("https://cloud.example.org");
        assertThat(TargetProperties.url("cloud.url", "http://cloud.example.org:80/api//", "x"))
                .hasToString("http://cloud.example.org:80/api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "ftp://cloud.example.org",
                "https://a cloud",
                "https://cloud.example.org/?a=b",
                "https://cloud.example.org/#a",
                "https://me:hunter2@cloud.example.org",
                "me:hunter2@cloud.example.org?a"
            })
    void what_is_no_address_is_refused_with_an_example_and_not_repeated(String text) {
        assertThatThrownBy(() -> TargetProperties.url("cloud.url", text, "https://cloud.example.org/v3"))
                .isInstanceOf(TargetException.class)
                .hasMessageStartingWith("The property 'cloud.url' of the target ")
                .hasMessageContaining(" such as https://cloud.example.org/v3")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tags_are_told_by_how_their_properties_begin() throws TargetException {
        TargetProperties properties = new TargetProperties(
                Map.of("handler", "cloud", "cloud.tag.Cost centre", " 42 ", "cloud.tag.stage", "test"));

        assertThat(properties.tags("cloud.tag.", 2, name -> true))
                .isEqualTo(Map.of("Cost centre", "42", "stage", "test"));
        properties.refuseUnknown();
    }

    @Test
    void a_tag_that_is_not_allowed_is_named_and_so_are_too_many() {
        TargetProperties properties = new TargetProperties(Map.of("cloud.tag.b", "1", "cloud.tag.a", "2"));

        assertThatThrownBy(() -> properties.tags("cloud.tag.", 2, "a"::equals))
                .hasMessageContaining("'cloud.tag.b'")
                .hasMessageContaining("another name");
        assertThatThrownBy(() -> properties.tags("cloud.tag.", 1, name -> true))
                .hasMessage("The property 'cloud.tag.*' of the target is there 2 times; use at most 1.");
        assertThatThrownBy(() -> new TargetProperties(Map.of("cloud.tag.", "1")).tags("cloud.tag.", 1, name -> true))
                .hasMessageContaining("'cloud.tag.'");
    }
}
