package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class SpellingTest {

    @Property(tries = 500)
    void distance_is_that_of_a_metric(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 7) String a,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 7) String b) {
        int distance = Spelling.distance(a, b);

        assertThat(distance).isEqualTo(Spelling.distance(b, a));
        assertThat(distance).isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        assertThat(distance == 0).isEqualTo(a.equals(b));
    }

    @Property(tries = 500)
    void one_slip_is_recognised(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 4, max = 12) String name, @ForAll int place) {
        int at = Math.floorMod(place, name.length() - 1);
        String swapped = name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        String doubled = name.substring(0, at) + name.charAt(at) + name.substring(at);

        assertThat(Spelling.distance(name, swapped)).isLessThanOrEqualTo(1);
        assertThat(new Spelling().nearest(doubled, () -> List.of(name))).contains(name);
    }

    @Example
    void case_alone_is_the_smallest_slip() {
        assertThat(new Spelling().nearest("tomcat", () -> List.of("tomcats", "TOMCAT")))
                .contains("TOMCAT");
    }

    @Example
    void the_number_of_comparisons_is_limited() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            names.add("name" + i);
        }
        Spelling spelling = new Spelling();

        assertThat(spelling.nearest("nme7", () -> names)).isPresent();
        assertThat(spelling.nearest("nme7", () -> names)).isPresent();
        assertThat(spelling.nearest("nme7", () -> {
                    throw new AssertionError("must not be asked any more");
                }))
                .isEmpty();
    }
}
