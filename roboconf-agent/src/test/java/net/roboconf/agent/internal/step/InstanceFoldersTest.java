package net.roboconf.agent.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceFoldersTest {

    @Test
    void paths_that_look_alike_when_cleaned_have_their_own_folders() {
        assertThat(InstanceFolders.name(new InstancePath("/a/b_c")))
                .isNotEqualTo(InstanceFolders.name(new InstancePath("/a_b/c")));
        assertThat(InstanceFolders.name(new InstancePath("/vm/shop 1")))
                .isNotEqualTo(InstanceFolders.name(new InstancePath("/vm/shop_1")));
    }

    @Property
    void names_are_short_and_plain(
            @ForAll @AlphaChars @Chars({' ', '.', 'é', '$', '\n', '-', '_'}) @StringLength(min = 1, max = 200)
                    String name) {
        assertThat(InstanceFolders.name(new InstancePath("/vm/" + name))).matches("[A-Za-z0-9_-]{14,25}");
    }

    @Property
    void other_paths_have_other_names(
            @ForAll @Chars({'a', '_', ' '}) @StringLength(min = 1, max = 12) String one,
            @ForAll @Chars({'a', '_', ' '}) @StringLength(min = 1, max = 12) String other) {
        assertThat(InstanceFolders.name(InstancePath.root(one)).equals(InstanceFolders.name(InstancePath.root(other))))
                .isEqualTo(one.equals(other));
    }

    @Test
    void deleting_follows_no_link(@TempDir Path data) throws IOException {
        InstancePath path = new InstancePath("/vm/a");
        InstanceFolders folders = new InstanceFolders(data);
        folders.make(path);
        Path precious = Files.writeString(
                Files.createDirectories(data.resolve("elsewhere")).resolve("file"), "kept");
        Files.createSymbolicLink(folders.work(path).resolve("link"), precious.getParent());
        folders.delete(path);
        assertThat(folders.work(path).getParent()).doesNotExist();
        assertThat(precious).hasContent("kept");
        folders.delete(path);
    }
}
