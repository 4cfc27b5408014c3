package org.example.roboconf.disk.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskProbeTest {

    @TempDir
    Path work;

    private void look(String text) throws ProbeFailure {
        new DiskProbe()
                .look(
                        text,
                        new StepContext(
                                "shop",
                                new InstancePath("/vm/mysql"),
                                "MySQL",
                                "script",
                                Map.of(),
                                List.of(),
                                Map.of(),
                                Map.of(),
                                work,
                                work,
                                "step-1",
                                Duration.ofSeconds(3),
                                line -> {}));
    }

    @Test
    void room_is_enough_or_not() throws ProbeFailure {
        look(". free 0 MB");
        look(work + " free 0MB");
        assertThatThrownBy(() -> look(". free 999999999 MB"))
                .isInstanceOf(ProbeFailure.class)
                .hasMessageMatching("expected 999999999 MB free on the disk of .*, saw \\d+ MB");
    }

    @Test
    void what_is_not_there_has_no_room() {
        assertThatThrownBy(() -> look("none free 1 MB"))
                .isInstanceOf(ProbeFailure.class)
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void a_line_that_is_not_understood_says_nothing_of_the_software() {
        assertThatThrownBy(() -> look("/ free much")).isInstanceOf(IllegalArgumentException.class);
    }
}
