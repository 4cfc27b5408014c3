package net.roboconf.plugin.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext.Imported;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePluginTest {

    @TempDir
    Path temporary;

    private final FilePlugin plugin = new FilePlugin();
    private FileSketch sketch;

    @BeforeEach
    void folders() throws IOException {
        sketch = new FileSketch(temporary.resolve("agent"));
    }

    @Test
    void it_serves_one_installer_and_may_need_every_file_of_a_recipe() {
        assertThat(plugin.installers()).containsExactly("file");
        assertThat(plugin.reads("files/a.txt")).isTrue();
    }

    @Test
    void without_instructions_every_step_succeeds() throws Exception {
        plugin.prepare(sketch.context());
        plugin.deploy(sketch.context());
        plugin.start(sketch.context());
        plugin.abandon(sketch.context(), Step.STOP);
        plugin.stop(sketch.context());
        plugin.undeploy(sketch.context());

        assertThat(sketch.log)
                .containsExactly(
                        "The recipe has no instructions for 'deploy' in instructions.properties: nothing to do.",
                        "The recipe has no instructions for 'start' in instructions.properties: nothing to do.",
                        "The recipe has no instructions for 'stop' in instructions.properties: nothing to do.",
                        "The recipe has no instructions for 'undeploy' in instructions.properties: nothing to do.");
    }

    @Test
    void each_step_follows_its_own_instructions() throws Exception {
        sketch.inRecipe("a", "1")
                .instructions(
                        "deploy.1.copy = a -> @/deploy",
                        "start.1.copy = a -> @/start",
                        "update.1.copy = a -> @/update",
                        "stop.1.delete = @/start",
                        "undeploy.1.delete = @/deploy");

        plugin.deploy(sketch.context());
        assertThat(names()).containsExactly("deploy");
        plugin.start(sketch.context());
        assertThat(names()).containsExactly("deploy", "start");
        plugin.update(
                sketch.context(), new ImportChange("MySQL", new Imported(new InstancePath("/db"), Map.of()), true));
        assertThat(names()).containsExactly("deploy", "start", "update");
        plugin.stop(sketch.context());
        assertThat(names()).containsExactly("deploy", "update");
        plugin.undeploy(sketch.context());
        assertThat(names()).containsExactly("update");
    }

    @Test
    void instructions_are_followed_by_position() throws Exception {
        sketch.inRecipe("a", "1")
                .inRecipe("b", "2")
                .instructions("deploy.11.copy = a -> @/c", "deploy.9.copy = b -> @/c", "deploy.10.copy = @/c -> @/d");

        plugin.deploy(sketch.context());

        assertThat(sketch.machine("c")).hasContent("1");
        assertThat(sketch.machine("d")).hasContent("2");
        assertThat(sketch.log).hasSize(3).first().asString().startsWith("deploy.9.copy: ");
    }

    @Test
    void a_mistake_in_a_later_step_lets_nothing_begin_and_does_not_keep_the_instance() throws Exception {
        sketch.inRecipe("a", "1").instructions("deploy.1.copy = a -> @/a", "stop.1.remove = @/a");

        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContainingAll("line 2", "'remove'");
        plugin.undeploy(sketch.context());

        assertThat(names()).isEmpty();
        assertThat(sketch.log).containsExactly("No deploy has begun with its instructions: nothing to do.");
    }

    @Test
    void a_failure_names_the_line_and_ends_the_step() throws Exception {
        sketch.inRecipe("a", "1").instructions("", "deploy.1.copy = none -> @/a", "deploy.2.copy = a -> @/b");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.deploy(sketch.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isNull();
        assertThat(failure)
                .hasMessage("instructions.properties, line 2, deploy.1.copy: " + sketch.recipe.resolve("none")
                        + " does not exist.");
        assertThat(names()).isEmpty();
    }

    // Copies

    @Test
    void a_copied_file_keeps_its_permissions_and_time_and_replaces_another() throws Exception {
        sketch.inRecipe("bin/run", "new")
                .onMachine("opt/run", "old")
                .instructions("deploy.1.copy = bin/run -> @/opt/run");
        Path source = sketch.recipe.resolve("bin/run");
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000_000_000L));

        plugin.deploy(sketch.context());
        plugin.deploy(sketch.context());

        Path copy = sketch.machine("opt/run");
        assertThat(copy).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getLastModifiedTime(copy).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(source).exists();
        assertThat(sketch.machine("opt"))
                .isDirectoryContaining("glob:**/run")
                .isDirectoryNotContaining("glob:**/*part");
    }

    @Test
    void a_copied_folder_is_merged_into_one_that_exists() throws Exception {
        sketch.inRecipe("site/index.html", "new")
                .inRecipe("site/css/a.css", "a")
                .onMachine("www/index.html", "old")
                .onMachine("www/css/b.css", "b")
                .onMachine("www/logo.png", "logo")
                .instructions("deploy.1.copy = site -> @/www");

        plugin.deploy(sketch.context());
        plugin.deploy(sketch.context());

        assertThat(tree(sketch.machine("www")))
                .containsExactly("css", "css/a.css", "css/b.css", "index.html", "logo.png");
        assertThat(sketch.machine("www/index.html")).hasContent("new");
    }

    @Test
    void links_are_copied_as_links() throws Exception {
        sketch.onMachine("secret", "s")
                .inRecipe("site/a", "1")
                .instructions("deploy.1.copy = site -> @/www", "deploy.2.copy = folder -> @/copy");
        Files.createSymbolicLink(sketch.recipe.resolve("site/link"), sketch.machine("secret"));
        Files.createSymbolicLink(sketch.recipe.resolve("site/dangling"), Path.of("none"));
        Files.createSymbolicLink(sketch.recipe.resolve("site/folder"), sketch.machine);
        Files.createSymbolicLink(sketch.recipe.resolve("folder"), sketch.machine);

        plugin.deploy(sketch.context());
        plugin.deploy(sketch.context());

        assertThat(sketch.machine("www/link")).isSymbolicLink();
        assertThat(sketch.machine("www/folder")).isSymbolicLink();
        assertThat(sketch.machine("copy")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(sketch.machine("www/dangling"))).isEqualTo(Path.of("none"));
    }

    @Test
    void a_destination_that_is_a_link_to_a_folder_is_that_folder_and_one_to_a_file_is_replaced() throws Exception {
        sketch.inRecipe("site/a", "1")
                .inRecipe("b", "2")
                .onMachine("real/x", "x")
                .onMachine("file", "kept")
                .instructions("deploy.1.copy = site -> @/www", "deploy.2.copy = b -> @/link");
        Files.createSymbolicLink(sketch.machine("www"), sketch.machine("real"));
        Files.createSymbolicLink(sketch.machine("link"), sketch.machine("file"));

        plugin.deploy(sketch.context());

        assertThat(tree(sketch.machine("real"))).containsExactly("a", "x");
        assertThat(sketch.machine("www")).isSymbolicLink();
        assertThat(sketch.machine("file")).hasContent("kept");
        assertThat(sketch.machine("link")).isRegularFile().hasContent("2");
    }

    @Test
    void files_and_folders_do_not_replace_each_other() throws Exception {
        sketch.inRecipe("site/a", "1")
                .inRecipe("b", "2")
                .onMachine("folder/x", "x")
                .onMachine("file", "f");

        sketch.instructions("deploy.1.copy = b -> @/folder");
        assertThatThrownBy(() -> plugin.deploy(sketch.context()))
                .hasMessageContainingAll("is a folder", "for example " + sketch.machine("folder/b"));
        sketch.instructions("deploy.1.move = b -> @/folder");
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("is a folder");
        sketch.instructions("deploy.1.copy = site -> @/file");
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("is a folder, but");

        assertThat(tree(sketch.machine)).containsExactly("file", "folder", "folder/x");
    }

    @Test
    void nothing_is_put_into_itself() throws Exception {
        sketch.onMachine("a/b/c", "1");
        Files.createSymbolicLink(sketch.machine("link"), sketch.machine("a"));

        for (String parameter : List.of("@/a -> @/a/d", "@/a/b -> @/a", "@/a -> @/a", "@/a -> @/link/d")) {
            for (String action : List.of("copy", "move")) {
                sketch.instructions("deploy.1." + action + " = " + parameter);
                assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("cannot be made of");
            }
        }
        assertThat(tree(sketch.machine)).containsExactly("a", "a/b", "a/b/c", "link");
    }

    @Test
    void what_a_crash_left_of_a_copy_is_replaced() throws Exception {
        sketch.inRecipe("site/a", "1")
                .onMachine(".www.roboconf-part/old", "half")
                .instructions("deploy.1.copy = site -> @/www");

        plugin.deploy(sketch.context());

        assertThat(tree(sketch.machine)).containsExactly("www", "www/a");
    }

    @Test
    void of_a_copy_that_fails_nothing_is_left() throws Exception {
        sketch.inRecipe("site/a", "1").instructions("deploy.1.copy = site -> @/www");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(sketch.recipe.resolve("site/s")));

            assertThatThrownBy(() -> plugin.deploy(sketch.context()))
                    .hasMessageContainingAll("line 1", "site/s", "is neither a file nor a folder nor a link");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void a_file_does_not_replace_a_link_to_a_folder() throws Exception {
        sketch.inRecipe("a", "1").instructions("deploy.1.copy = a -> @/link");
        Files.createSymbolicLink(sketch.machine("link"), sketch.recipe);

        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("is a folder");
        assertThat(sketch.machine("link")).isSymbolicLink();
    }

    // Names

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "files/../../secret", ".", ".."})
    void a_relative_name_does_not_leave_the_recipe(String name) throws Exception {
        Files.writeString(sketch.recipe.resolveSibling("secret"), "s");

        sketch.instructions("deploy.1.copy = " + name + " -> @/a");
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("not in the recipe's folder");
        sketch.instructions("deploy.1.delete = " + name);
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("not in the recipe's folder");

        assertThat(sketch.recipe.resolveSibling("secret")).exists();
    }

    @Test
    void a_destination_is_absolute() throws Exception {
        sketch.inRecipe("a", "1");
        for (String name : List.of("b", "../b", "${download}", "/", "/x/..", "/tmp/roboconf_tmp_file")) {
            sketch.instructions("deploy.1.copy = a -> " + name);
            assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("is no destination");
        }
    }

    // Deletions

    @Test
    void a_folder_is_deleted_with_all_in_it_but_not_behind_links() throws Exception {
        sketch.onMachine("app/a/b", "1").onMachine("data/kept", "2").instructions("undeploy.1.delete = @/app");
        Files.createSymbolicLink(sketch.machine("app/data"), sketch.machine("data"));
        plugin.deploy(sketch.context());

        plugin.undeploy(sketch.context());
        plugin.undeploy(sketch.context());

        assertThat(tree(sketch.machine)).containsExactly("data", "data/kept");
        assertThat(sketch.log).last().asString().endsWith("does not exist");
    }

    @Test
    void a_link_is_deleted_itself() throws Exception {
        sketch.onMachine("data/kept", "2").instructions("deploy.1.delete = @/link");
        Files.createSymbolicLink(sketch.machine("link"), sketch.machine("data"));

        plugin.deploy(sketch.context());

        assertThat(tree(sketch.machine)).containsExactly("data", "data/kept");
    }

    @Test
    void what_the_agent_needs_is_not_deleted() throws Exception {
        Files.createSymbolicLink(sketch.machine("link"), temporary);

        for (String name : List.of(
                "/", "/..", sketch.recipe.toString(), sketch.work.getParent().toString(), "@/link/agent")) {
            sketch.instructions("deploy.1.delete = " + name);
            assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("which is the agent's");
        }
        assertThat(sketch.recipe).exists();
    }

    @Test
    void a_cancelled_step_stops_at_the_next_file() throws Exception {
        sketch.inRecipe("a", "1").onMachine("b", "2");
        for (String parameter :
                List.of("copy = a -> @/a", "delete = @/b", "move = @/b -> @/a", "download = file:///b")) {
            sketch.instructions("deploy.1." + parameter);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> plugin.deploy(sketch.context())).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
        assertThat(names()).containsExactly("b");
    }

    private List<String> names() throws IOException {
        return tree(sketch.machine);
    }

    static List<String> tree(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.skip(1)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
