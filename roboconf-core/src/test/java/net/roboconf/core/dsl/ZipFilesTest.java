package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipFilesTest {

    private static final String DESCRIPTOR =
            "name = a\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n";
    private static final String VM = "VM {\n installer: target;\n}\n";

    @TempDir
    Path folder;

    private static ZipArchive project(String root) {
        return new ZipArchive()
                .with(root + "descriptor/application.properties", DESCRIPTOR)
                .with(root + "graph/main.graph", VM)
                .with(root + "graph/VM/target.properties", "id = t\nhandler = local\nname = here\n")
                .with(root + "graph/VM/files/large.bin", new byte[5000])
                .with(root + ".git/config", "secret");
    }

    private void isRefused(Path archive, String why) {
        isRefused(new ZipFiles(archive), why);
    }

    private static void isRefused(ZipFiles files, String why) {
        assertThat(Validation.application(files)).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(DiagnosticCode.PROJ_EXTRACT_ZIP);
            assertThat(found.location()).isEqualTo(Location.project());
            assertThat(found.message()).contains(why);
        });
    }

    @Test
    void an_archive_is_validated_like_its_folder() throws IOException {
        Path archive = project("").in(folder);

        assertThat(Validation.application(new ZipFiles(archive))).isEmpty();
        assertThat(Validation.isApplication(new ZipFiles(archive))).isTrue();
    }

    @Test
    void the_project_may_be_in_the_only_folder_of_the_archive() throws IOException {
        ZipFiles files = new ZipFiles(project("shop-1.0/").in(folder));

        assertThat(files.list().files())
                .containsExactly(
                        "descriptor/application.properties",
                        "graph/VM/files/large.bin",
                        "graph/VM/target.properties",
                        "graph/main.graph");
        assertThat(files.list().folders()).containsExactly("descriptor", "graph", "graph/VM", "graph/VM/files");
        assertThat(files.read("graph/main.graph"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(VM);
    }

    @Test
    void of_recipe_files_only_the_names_are_kept() throws IOException {
        ZipFiles files = new ZipFiles(project("").in(folder));

        assertThatThrownBy(() -> files.read("graph/VM/files/large.bin"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not one of the texts");
        assertThatThrownBy(() -> files.read("../x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void what_is_no_archive_is_told_how_to_make_one() throws IOException {
        isRefused(Files.writeString(folder.resolve("project.zip"), VM), "it is no ZIP archive");
        isRefused(folder.resolve("nothing.zip"), "it does not exist");
        byte[] whole = project("").bytes();
        isRefused(Files.write(folder.resolve("half.zip"), List.of(new String(whole, 0, 300))), "not all of one");
    }

    @Test
    void names_that_lead_out_are_refused() throws IOException {
        for (String name : List.of("../x", "a/../../x", "/etc/passwd", "a\\..\\x", "C:/x", "a//b", "./x", "a\nb")) {
            isRefused(new ZipArchive().with(name, "x").in(folder), "leads out of it");
        }
        isRefused(new ZipArchive().with("x".repeat(2000), "x").in(folder), "leads out of it");
    }

    @Test
    void links_are_refused() throws IOException {
        Path archive = new ZipArchive().with("graph/main.graph", "/etc/passwd").linked(folder);

        isRefused(archive, "its entry 'graph/main.graph' is a symbolic link");
    }

    @Test
    void a_name_that_occurs_twice_is_refused() throws IOException {
        ZipArchive twice = new ZipArchive().with("graph/a.graph", VM).with("graph/b.graph", VM);

        isRefused(twice.renamed("graph/b.graph", "graph/a.graph", folder), "is there twice");
    }

    @Test
    void a_name_cannot_be_both_a_file_and_a_folder() throws IOException {
        isRefused(new ZipArchive().with("graph", "x").with("graph/a.graph", VM).in(folder), "both a file and a folder");
    }

    @Test
    void a_bomb_is_refused() throws IOException {
        isRefused(new ZipArchive().with("graph/main.graph", new byte[8 << 20]).in(folder), "200 times its size");
        isRefused(new ZipArchive().with("graph/VM/data.bin", new byte[8 << 20]).in(folder), "200 times its size");
    }

    @Test
    void sizes_and_numbers_are_limited() throws IOException {
        Path archive = project("").in(folder);

        isRefused(new ZipFiles(archive, new ZipLimits(100, 100, 100_000, 200, 10_000)), "it is larger than");
        isRefused(new ZipFiles(archive, new ZipLimits(100_000, 4, 100_000, 200, 10_000)), "more than 4 entries");
        isRefused(new ZipFiles(archive, new ZipLimits(100_000, 100, 4000, 200, 10_000)), "it unpacks to more");
        isRefused(new ZipFiles(archive, new ZipLimits(100_000, 100, 100_000, 200, 50)), "its descriptions are larger");
        assertThat(Validation.application(new ZipFiles(archive, new ZipLimits(100_000, 100, 10_000, 200, 1000))))
                .isEmpty();
    }
}
