package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarStreamTest {

    @TempDir
    Path temporary;

    @Test
    void tar_unpacks_what_was_written() throws Exception {
        String deep = "a-folder-with-a-name/".repeat(6) + "file-with-a-name-of-its-own-that-is-rather-long.txt";
        byte[] content = "x".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        Process process = new ProcessBuilder("tar", "-xf", "-")
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            TarStream tar = new TarStream(out);
            tar.folder("empty");
            tar.file("bin/run", new byte[0], true);
            tar.file(deep, content, false);
            tar.finish();
        }

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(temporary.resolve("empty")).isEmptyDirectory();
        assertThat(temporary.resolve("bin/run")).isExecutable().isEmptyFile();
        assertThat(temporary.resolve(deep)).hasBinaryContent(content);
        assertThat(Files.isExecutable(temporary.resolve(deep))).isFalse();
    }

    @Test
    void the_version_of_a_distribution_is_that_of_its_content() throws Exception {
        Path one = distribution("one", "same");
        Path two = distribution("two", "same");
        Path three = distribution("three", "other");
        Files.createDirectories(two.resolve("data"));
        Files.writeString(two.resolve("data").resolve("of-a-run"), "");

        assertThat(AgentArchive.of(one).version())
                .isEqualTo(AgentArchive.of(two).version())
                .isNotEqualTo(AgentArchive.of(three).version());
        assertThat(bytes(AgentArchive.of(one))).isEqualTo(bytes(AgentArchive.of(two)));
    }

    private static byte[] bytes(AgentArchive archive) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.write("somewhere", out);
        return out.toByteArray();
    }

    private Path distribution(String name, String content) throws Exception {
        Path folder = Files.createDirectories(temporary.resolve(name));
        Files.writeString(folder.resolve("file"), content);
        return folder;
    }
}
