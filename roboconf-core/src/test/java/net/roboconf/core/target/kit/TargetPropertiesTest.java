package net.roboconf.core.target.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.Test;

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
}
