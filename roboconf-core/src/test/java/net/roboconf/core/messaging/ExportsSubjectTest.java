package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsSubjectTest {

    @ParameterizedTest
    @ValueSource(strings = {"shop/MySQL", "shop//Bank", "Our (shop). 1/My.Bank", "a/b//Bank", "a/b/Bank"})
    void text_stands_for_one_subject(String text) {
        assertThat(ExportsSubject.parse(text).text()).isEqualTo(text);
    }

    @Test
    void external_prefix_is_another_subject_than_the_component_of_that_name() {
        assertThat(ExportsSubject.parse("shop//Bank"))
                .isEqualTo(ExportsSubject.external("shop", "Bank"))
                .isNotEqualTo(ExportsSubject.inside("shop", "Bank"));
        assertThat(ExportsSubject.external("shop", "Bank"))
                .isNotEqualByComparingTo(ExportsSubject.inside("shop", "Bank"));
    }

    @Test
    void names_that_could_be_taken_for_others_are_refused() {
        assertThatThrownBy(() -> ExportsSubject.inside("shop/", "Bank")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExportsSubject.inside("shop", "a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExportsSubject.parse("MySQL")).isInstanceOf(IllegalArgumentException.class);
    }
}
