package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class HostJarTest {

    /** That it is enough is seen wherever the program runs: its class path is this jar alone. */
    @Test
    void it_has_what_the_program_needs_and_little_else() throws Exception {
        HostJar packed = HostJar.pack();
        List<String> classes = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed.jar()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                classes.add(entry.getName());
            }
        }

        assertThat(classes)
                .contains("net/roboconf/target/local/internal/host/HostProgram.class")
                .contains("net/roboconf/core/process/ProcessTable.class")
                .noneMatch(name -> name.contains("/ssh/") || name.contains("/agent/"))
                .hasSizeLessThan(40);
        assertThat(packed.jar().length).isLessThan(80_000);
        assertThat(HostJar.pack().version()).isEqualTo(packed.version());
    }
}
