package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionsTest {

    @TempDir
    Path temporary;

    private Path unpacked;
    private Distributions distributions;

    @BeforeEach
    void distributions() {
        unpacked = temporary.resolve("un packed");
        distributions = new Distributions(unpacked);
    }

    @Test
    void a_folder_is_used_as_it_is() throws Exception {
        Path folder = FakeDistribution.in(temporary.resolve("agent"));

        assertThat(distributions.home(folder)).isEqualTo(folder.toRealPath());
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void an_archive_is_unpacked_once() throws Exception {
        Path archive = archive("agent.tar.gz");

        Path home = distributions.home(archive);
        Files.writeString(home.resolve("touched"), "");

        assertThat(home).startsWith(unpacked.toRealPath());
        assertThat(home.resolve("bin/karaf")).isExecutable();
        assertThat(distributions.home(archive)).isEqualTo(home);
        assertThat(new Distributions(unpacked).home(archive)).isEqualTo(home);
        assertThat(home.resolve("touched")).exists();
    }

    @Test
    void another_archive_under_the_same_name_is_unpacked_too() throws Exception {
        Path first = distributions.home(archive("agent.tar.gz"));
        Files.writeString(temporary.resolve("agent-1.0/etc/some.cfg"), "another, longer one");

        Path second = distributions.home(archive("agent.tar.gz"));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("etc/some.cfg")).hasContent("another, longer one");
    }

    @Test
    void what_a_crash_left_half_unpacked_is_not_used() throws Exception {
        Path archive = archive("agent.tar.gz");
        Path home = distributions.home(archive);
        Path half = home.getParent().resolveSibling(home.getParent().getFileName() + ".new");
        Files.move(home.getParent(), half);
        Files.delete(half.resolve(home.getFileName()).resolve("bin/karaf"));

        assertThat(new Distributions(unpacked).home(archive).resolve("bin/karaf"))
                .isExecutable();
    }

    @Test
    void what_is_no_distribution_is_refused() throws Exception {
        Path text = Files.writeString(temporary.resolve("text.tar.gz"), "text");
        Path folder = Files.createDirectory(temporary.resolve("empty"));

        assertThatThrownBy(() -> distributions.home(text)).hasMessageContainingAll("text.tar.gz", "unpacked");
        assertThatThrownBy(() -> distributions.home(folder)).hasMessageContaining("bin/karaf");
        assertThatThrownBy(() -> distributions.home(temporary.resolve("none"))).hasMessageContaining("none");
    }

    private Path archive(String name) throws IOException, InterruptedException {
        if (!Files.exists(temporary.resolve("agent-1.0"))) {
            FakeDistribution.in(temporary.resolve("agent-1.0"));
        }
        Process tar = new ProcessBuilder("tar", "-czf", name, "agent-1.0")
                .directory(temporary.toFile())
                .start();
        assertThat(tar.waitFor()).isZero();
        return temporary.resolve(name);
    }
}
