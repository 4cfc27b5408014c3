package net.roboconf.core.messaging.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {

    private final RoutingTable<String> table = new RoutingTable<>();
    private final Route order = new Route("orders", "m1");

    @Test
    void only_the_first_needs_a_binding_and_only_the_last_gives_it_up() {
        assertThat(table.add(order, "one")).isTrue();
        assertThat(table.add(order, "two")).isFalse();
        assertThat(table.hearersOf(order)).containsExactly("one", "two");

        assertThat(table.remove(order, "one")).isFalse();
        assertThat(table.remove(order, "one")).isFalse();
        assertThat(table.remove(order, "two")).isTrue();
        assertThat(table.routes()).isEmpty();
        assertThat(table.hearersOf(order)).isEmpty();
    }

    @Test
    void one_who_hears_something_in_two_ways_hears_it_once() {
        table.add(order, "one");
        table.add(new Route("orders", "*"), "one");
        table.add(new Route("orders", "*"), "two");

        assertThat(table.hearersOf(order)).containsExactlyInAnyOrder("one", "two");
    }

    @ParameterizedTest
    @CsvSource({
        "*, m1, true",
        "*, m1.blobs, false",
        "*.blobs, m1.blobs, true",
        "*.blobs, m1, false",
        "*.blobs, m1.blobs.x, false",
        "to.*, to.m1, true",
        "to.*, ask.m1, false",
        "m1, m1, true",
        "m1, m2, false"
    })
    void a_star_stands_for_one_word(String pattern, String key, boolean heard) {
        assertThat(new Route("e", pattern).matches(new Route("e", key))).isEqualTo(heard);
        assertThat(new Route("e", pattern).matches(new Route("other", key))).isFalse();
    }
}
