package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalConfigurationTest {

    private static final Path BASE = Path.of("/opt/dm");

    @Test
    void what_is_not_given_has_a_default() {
        LocalConfiguration nothing = new LocalConfiguration(Path.of("/opt/dm/machines"), null, "");

        assertThat(LocalConfiguration.of(BASE, null, null, null)).isEqualTo(nothing);
        assertThat(LocalConfiguration.of(BASE, " ", "", "  ")).isEqualTo(nothing);
    }

    @Test
    void relative_paths_start_in_the_base_folder() {
        assertThat(LocalConfiguration.of(BASE, "a b", "../agent.tar.gz", " -Xmx1g "))
                .isEqualTo(new LocalConfiguration(Path.of("/opt/dm/a b"), Path.of("/opt/agent.tar.gz"), "-Xmx1g"));
        assertThat(LocalConfiguration.of(BASE, "/var/machines", "/srv/agent", ""))
                .isEqualTo(new LocalConfiguration(Path.of("/var/machines"), Path.of("/srv/agent"), ""));
    }
}
