package net.roboconf.core.messaging.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AmqpNameTest {

    /** Short ones from few characters, so that collisions would be found, and long ones. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> close =
                Arbitraries.strings().withChars("aA_h05F. ä\0").ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> far = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(10);
        Arbitrary<String> large = close.map(name -> "x".repeat(98) + name);
        return Arbitraries.oneOf(close, far, large);
    }

    @Property
    void a_name_fits_into_every_place_on_a_broker(@ForAll("names") String name) {
        assertThat(AmqpName.encode(name)).matches("[A-Za-z0-9_-]{1,100}");
    }

    @Property(tries = 2_000)
    void different_names_stay_different(@ForAll("names") String one, @ForAll("names") String other) {
        // Broken text cannot be told apart once it is bytes, here or on the wire.
        boolean same = new String(one.getBytes(UTF_8), UTF_8).equals(new String(other.getBytes(UTF_8), UTF_8));

        assertThat(AmqpName.encode(one).equals(AmqpName.encode(other))).isEqualTo(same);
    }

    @Test
    void a_long_name_looks_like_no_short_one() {
        String hashed = AmqpName.encode("a".repeat(101));

        assertThat(hashed).startsWith("aaaa").hasSize(AmqpName.MAX_LENGTH);
        assertThat(AmqpName.encode(hashed)).isNotEqualTo(hashed);
        assertThat(AmqpName.encode("a".repeat(100))).isEqualTo("a".repeat(100));
    }

    @Test
    void plain_names_stay_readable() {
        assertThat(AmqpName.encode("MySQL-2")).isEqualTo("MySQL-2");
        assertThat(AmqpName.encode("my app.1_ä")).isEqualTo("my_20app_2E1_5F_C3_A4");
    }

    @Test
    void an_empty_name_is_refused() {
        assertThatThrownBy(() -> AmqpName.encode("")).isInstanceOf(IllegalArgumentException.class);
    }
}
