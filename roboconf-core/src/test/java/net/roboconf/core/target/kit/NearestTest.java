package net.roboconf.core.target.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void a_near_name_is_suggested() {
        assertThat(Nearest.missing("image", "debain-12", List.of("ubuntu", "debian-12")))
                .isEqualTo("There is no image 'debain-12'; did you mean 'debian-12'?");
    }

    @Test
    void otherwise_some_are_listed() {
        List<String> names = IntStream.range(10, 25).mapToObj(i -> "image" + i).toList();

        assertThat(Nearest.missing("image", "x", names))
                .startsWith("There is no image 'x'; there are image10, image11")
                .endsWith("image19 and 5 more.");
        assertThat(Nearest.missing("image", "x", List.of())).isEqualTo("There is no image 'x'; there is none at all.");
    }
}
