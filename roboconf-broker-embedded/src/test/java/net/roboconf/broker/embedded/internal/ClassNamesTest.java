package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassNamesTest {

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_class_in_which_nothing_is_changed_stays_as_it_is() throws IOException {
        // It has constants of most kinds: numbers of eight bytes, lambdas, method handles.
        byte[] original = classFile(QpidBroker.class);

        assertThat(new ClassNames(Map.of("no/such/Name", "other/Name")).change(original))
                .isEqualTo(original);
    }

    @Test
    void names_are_changed_back_and_forth_without_a_trace() throws IOException {
        byte[] original = classFile(AccountAccessControl.class);

        byte[] changed =
                new ClassNames(Map.of("javax/security/auth/Subject", "some/longer/name/Subject")).change(original);

        assertThat(changed).isNotEqualTo(original);
        assertThat(new ClassNames(Map.of("some/longer/name/Subject", "javax/security/auth/Subject")).change(changed))
                .isEqualTo(original);
    }

    @Test
    void other_bytes_are_refused() {
        assertThatThrownBy(() -> new ClassNames(Map.of()).change(new byte[100]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
