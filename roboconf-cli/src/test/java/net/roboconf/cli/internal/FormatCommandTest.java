package net.roboconf.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {

    private static final String SHABBY = "VM  {\n  installer:target;\n}";
    private static final String NEAT = "VM {\n\tinstaller: target;\n}\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void a_file_is_brought_into_canonical_style() throws IOException {
        Path file = file("a.graph", SHABBY);

        Run run = Run.of("fmt", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.outIn(folder))
                .isEqualTo(
                        """
                        formatted: FOLDER/a.graph
                        1 file: 1 formatted, 0 in canonical style already.
                        """);
        assertThat(file).content().isEqualTo(NEAT);
    }

    @Test
    void check_changes_nothing_and_ends_with_1() throws IOException {
        Path file = file("a.graph", SHABBY);

        Run run = Run.of("fmt", "--check", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.outIn(folder)).startsWith("not in canonical style: FOLDER/a.graph\n");
        assertThat(file).content().isEqualTo(SHABBY);
    }

    @Test
    void check_of_what_is_in_canonical_style_ends_with_0() throws IOException {
        Run run = Run.of("fmt", "--check", file("a.graph", NEAT));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("1 file: 0 not in canonical style, 1 in canonical style already.\n");
    }

    @Test
    void all_files_of_a_folder_are_formatted_but_hidden_and_other_ones() throws IOException {
        Path graph = file("graph/a.graph", SHABBY);
        Path instances = file("instances/a.instances", "instance  of VM {\nname: vm;\n}\n");
        Path hidden = file(".git/a.graph", SHABBY);
        Path other = file("notes.txt", SHABBY);

        Run run = Run.of("fmt", folder);
        assertThat(run.exitCode()).isZero();
        assertThat(run.outIn(folder))
                .isEqualTo(
                        """
                        formatted: FOLDER/graph/a.graph
                        formatted: FOLDER/instances/a.instances
                        2 files: 2 formatted, 0 in canonical style already.
                        """);
        assertThat(graph).content().isEqualTo(NEAT);
        assertThat(instances).content().isEqualTo("instance of VM {\n\tname: vm;\n}\n");
        assertThat(hidden).content().isEqualTo(SHABBY);
        assertThat(other).content().isEqualTo(SHABBY);
    }

    @Test
    void a_file_with_syntax_errors_is_left_alone_and_the_others_are_formatted() throws IOException {
        String broken = "VM  {\n  installer:target\n}";
        Path damaged = file("a.graph", broken);
        Path sound = file("b.graph", SHABBY);

        Run run = Run.of("fmt", folder);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errIn(folder)).startsWith("FOLDER/a.graph:2:").contains("P_PROPERTY_ENDS_WITH_SEMI_COLON");
        assertThat(run.out())
                .endsWith("2 files: 1 formatted, 0 in canonical style already, 1 left alone because of errors.\n");
        assertThat(damaged).content().isEqualTo(broken);
        assertThat(sound).content().isEqualTo(NEAT);
    }

    @Test
    void a_file_that_is_not_utf_8_is_left_alone() throws IOException {
        byte[] latin = "# é\nVM  {\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("a.graph"), latin);

        Run run = Run.of("fmt", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("a.graph could not be read: it is not in UTF-8");
        assertThat(file).binaryContent().isEqualTo(latin);
    }

    @Test
    void permissions_stay_and_nothing_else_is_left_behind() throws IOException {
        Path file = file("a.graph", SHABBY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));

        Run.of("fmt", file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r-x");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path file = file("a.graph", SHABBY);
        Path link = Files.createSymbolicLink(folder.resolve("link.graph"), file);

        assertThat(Run.of("fmt", link).exitCode()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).content().isEqualTo(NEAT);
    }

    @Test
    void what_has_no_canonical_style_is_a_wrong_call() throws IOException {
        assertThat(Run.of("fmt", file("a.commands", "")).exitCode()).isEqualTo(2);
        assertThat(Run.of("fmt", file("a.txt", "")).exitCode()).isEqualTo(2);
        assertThat(Run.of("fmt", folder.resolve("nowhere")).exitCode()).isEqualTo(2);
        Run archive = Run.of("fmt", new SmallApplication().zipped(folder.resolve("a.zip")));
        assertThat(archive.exitCode()).isEqualTo(2);
        assertThat(archive.err()).contains("is an archive: unpack it first");
    }
}
