package net.roboconf.karaf.install.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    private static final List<String> ALL = List.of("bash", "file", "logger", "mock", "puppet");

    @Test
    void what_differs_a_little_is_near() {
        assertThat(NearNames.of("pupet", ALL)).containsExactly("puppet");
        assertThat(NearNames.of("loger", ALL)).containsExactly("logger");
        assertThat(NearNames.of("ba", ALL)).containsExactly("bash");
    }

    @Test
    void what_is_quite_another_word_is_not() {
        assertThat(NearNames.of("ansible", ALL)).isEmpty();
    }

    @Test
    void a_release_is_newer_than_what_came_before_it() {
        assertThat(Versions.isNewer("1.0.0", "1.0.0-SNAPSHOT")).isTrue();
        assertThat(Versions.isNewer("1.0.0.SNAPSHOT", "1.0.0")).isFalse();
        assertThat(Versions.isNewer("1.10.0", "1.9.0")).isTrue();
        assertThat(Versions.isNewer("1.0.1-SNAPSHOT", "1.0.0")).isTrue();
    }
}
