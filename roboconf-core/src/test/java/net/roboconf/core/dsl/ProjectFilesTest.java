package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFilesTest {

    @Test
    void memory_knows_the_folders_of_its_files() {
        MemoryFiles files = new MemoryFiles(Map.of("a/b/c.txt", "c", "d/", "", "e.txt", "e"));

        assertThat(files.list().files()).containsExactly("a/b/c.txt", "e.txt");
        assertThat(files.list().folders()).containsExactly("a", "a/b", "d");
    }

    @Test
    void a_folder_yields_the_same_listing_as_memory(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/c.txt"), "c");
        Files.createDirectory(root.resolve("d"));
        Files.writeString(root.resolve("e.txt"), "e");
        MemoryFiles same = new MemoryFiles(Map.of("a/b/c.txt", "c", "d/", "", "e.txt", "e"));

        assertThat(new FolderFiles(root).list()).isEqualTo(same.list());
        assertThat(new FolderFiles(root).read("a/b/c.txt")).isEqualTo(same.read("a/b/c.txt"));
    }

    @Test
    void nothing_outside_of_a_folder_is_read(@TempDir Path root) throws IOException {
        Path project = Files.createDirectory(root.resolve("project"));
        Files.writeString(root.resolve("secret"), "s");

        assertThatThrownBy(() -> new FolderFiles(project).read("../secret"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside");
    }

    @Test
    void a_folder_holds_only_what_is_really_in_it() {
        ProjectFiles.Listing listing = new ProjectFiles.Listing(
                new TreeSet<>(List.of("a-b/x", "a/x", "a/y/z", "a.txt", "a0/x")), new TreeSet<>());

        assertThat(listing.under("a")).containsExactly("a/x", "a/y/z");
    }
}
