package net.roboconf.plugin.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves, and above all moves again. */
class FileMoveTest {

    /** How the folders of a test are on disks. */
    enum Disks {
        ONE,
        SEVERAL;

        FileMove mover() {
            return this == ONE
                    ? new FileMove()
                    : new FileMove((from, to) -> {
                        throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "other disk");
                    });
        }
    }

    /** What a crash is played with: no code of a plug-in catches it. */
    private static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path temporary;

    private FileSketch sketch;

    @BeforeEach
    void folders() throws IOException {
        sketch = new FileSketch(temporary);
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_file_is_moved_and_replaces_another(Disks disks) throws Exception {
        sketch.onMachine("a", "new").onMachine("opt/b", "old").instructions("start.1.move = @/a -> @/opt/b");

        plugin(disks).start(sketch.context());

        assertThat(tree()).containsExactly("opt", "opt/b");
        assertThat(sketch.machine("opt/b")).hasContent("new");
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_folder_is_moved(Disks disks) throws Exception {
        sketch.onMachine("a/x/y", "1").onMachine("a/z", "2").instructions("start.1.move = @/a -> @/new/b");
        Files.createSymbolicLink(sketch.machine("a/link"), Path.of("z"));
        Files.setPosixFilePermissions(sketch.machine("a/x"), PosixFilePermissions.fromString("rwx------"));

        plugin(disks).start(sketch.context());

        assertThat(tree()).containsExactly("new", "new/b", "new/b/link", "new/b/x", "new/b/x/y", "new/b/z");
        assertThat(sketch.machine("new/b/link")).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sketch.machine("new/b/x"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_folder_is_merged_into_one_that_exists(Disks disks) throws Exception {
        sketch.onMachine("a/x", "new")
                .onMachine("a/sub/y", "1")
                .onMachine("b/x", "old")
                .onMachine("b/z", "kept")
                .instructions("start.1.move = @/a -> @/b");

        plugin(disks).start(sketch.context());

        assertThat(tree()).containsExactly("b", "b/sub", "b/sub/y", "b/x", "b/z");
        assertThat(sketch.machine("b/x")).hasContent("new");
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_link_is_moved_itself(Disks disks) throws Exception {
        sketch.onMachine("data/kept", "1").instructions("start.1.move = @/link -> @/moved");
        Files.createSymbolicLink(sketch.machine("link"), sketch.machine("data"));

        plugin(disks).start(sketch.context());

        assertThat(tree()).containsExactly("data", "data/kept", "moved");
        assertThat(sketch.machine("moved")).isSymbolicLink();
    }

    @Test
    void a_source_that_was_never_there_is_told_though_the_destination_exists() throws Exception {
        sketch.onMachine("b", "somebody else's").instructions("start.1.move = @/a -> @/b");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> plugin(Disks.ONE).start(sketch.context()))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContainingAll("line 1", sketch.machine("a") + " does not exist");
        }
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_step_that_failed_after_a_move_goes_on(Disks disks) throws Exception {
        sketch.onMachine("a/x", "1")
                .instructions("start.1.move = @/a -> @/b", "start.2.move = @/b -> @/c", "start.3.copy = late -> @/d");
        FilePlugin plugin = plugin(disks);

        assertThatThrownBy(() -> plugin.start(sketch.context())).hasMessageContaining("start.3.copy");
        assertThatThrownBy(() -> plugin.start(sketch.context())).hasMessageContaining("start.3.copy");
        sketch.inRecipe("late", "2");
        plugin.start(sketch.context());

        assertThat(tree()).containsExactly("c", "c/x", "d");
        assertThat(sketch.log)
                .filteredOn(line -> line.contains("was done by the run before"))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void a_step_that_had_succeeded_when_the_agent_crashed_is_repeated(Disks disks) throws Exception {
        sketch.onMachine("a", "1").instructions("start.1.move = @/a -> @/b");
        FilePlugin plugin = plugin(disks);
        plugin.start(sketch.context());

        plugin.abandon(sketch.context(), Step.START);
        plugin.start(sketch.context());

        assertThat(sketch.machine("b")).hasContent("1");
    }

    @Test
    void a_later_run_of_the_step_is_one_of_its_own() throws Exception {
        sketch.onMachine("a", "1").instructions("stop.1.move = @/a -> @/b");
        FilePlugin plugin = plugin(Disks.ONE);
        plugin.stop(sketch.context());

        assertThatThrownBy(() -> plugin.stop(sketch.context())).hasMessageContaining("does not exist");
        sketch.onMachine("a", "2");
        plugin.stop(sketch.context());

        assertThat(sketch.machine("b")).hasContent("2");
    }

    @ParameterizedTest
    @EnumSource(Disks.class)
    void logs_that_are_rotated_are_rotated_once(Disks disks) throws Exception {
        sketch.onMachine("log", "new")
                .onMachine("log.1", "old")
                .instructions(
                        "stop.1.move = @/log.1 -> @/log.2", "stop.2.move = @/log -> @/log.1", "stop.3.copy = x -> @/x");
        FilePlugin plugin = plugin(disks);
        assertThatThrownBy(() -> plugin.stop(sketch.context())).hasMessageContaining("stop.3.copy");
        sketch.inRecipe("x", "");

        plugin.stop(sketch.context());

        assertThat(tree()).containsExactly("log.1", "log.2", "x");
        assertThat(sketch.machine("log.1")).hasContent("new");
        assertThat(sketch.machine("log.2")).hasContent("old");
    }

    @Test
    void a_stop_that_failed_is_over_when_the_software_was_started_again() throws Exception {
        sketch.onMachine("log", "first").instructions("stop.1.move = @/log -> @/old.log", "stop.2.copy = none -> @/x");
        FilePlugin plugin = plugin(Disks.ONE);
        assertThatThrownBy(() -> plugin.stop(sketch.context())).hasMessageContaining("stop.2.copy");
        plugin.start(sketch.context());
        sketch.onMachine("log", "second");

        assertThatThrownBy(() -> plugin.stop(sketch.context())).hasMessageContaining("stop.2.copy");

        assertThat(sketch.machine("old.log")).hasContent("second");
    }

    @Test
    void a_move_that_was_undone_is_done_again() throws Exception {
        sketch.onMachine("a", "1").instructions("start.1.move = @/a -> @/b", "start.2.copy = none -> @/x");
        FilePlugin plugin = plugin(Disks.ONE);
        assertThatThrownBy(() -> plugin.start(sketch.context())).hasMessageContaining("start.2.copy");
        Files.move(sketch.machine("b"), sketch.machine("a"));

        assertThatThrownBy(() -> plugin.start(sketch.context())).hasMessageContaining("start.2.copy");

        assertThat(tree()).containsExactly("b");
    }

    @Test
    void a_recipe_that_was_made_anew_is_moved_anew() throws Exception {
        sketch.inRecipe("site/a", "old").instructions("deploy.1.move = site -> @/www", "deploy.2.copy = late -> @/x");
        FilePlugin plugin = plugin(Disks.ONE);
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("deploy.2.copy");
        sketch.inRecipe("site/a", "new").inRecipe("late", "");

        plugin.deploy(sketch.context());

        assertThat(tree()).containsExactly("www", "www/a", "x");
        assertThat(sketch.machine("www/a")).hasContent("new");
    }

    @Test
    void a_crash_right_after_the_renaming_is_noticed() throws Exception {
        sketch.onMachine("a/x", "1").instructions("start.1.move = @/a -> @/b");
        FilePlugin crashing = plugin(new FileMove((from, to) -> {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            throw new Crash();
        }));
        assertThatThrownBy(() -> crashing.start(sketch.context())).isInstanceOf(Crash.class);
        assertThat(tree()).containsExactly("b", "b/x");

        plugin(Disks.ONE).abandon(sketch.context(), Step.START);
        plugin(Disks.ONE).start(sketch.context());

        assertThat(tree()).containsExactly("b", "b/x");
    }

    @Test
    void a_crash_right_before_the_renaming_makes_nobody_take_another_file_for_the_moved_one() throws Exception {
        sketch.onMachine("a", "1").onMachine("b", "another").instructions("start.1.move = @/a -> @/b");
        FilePlugin crashing = plugin(new FileMove((from, to) -> {
            throw new Crash();
        }));
        assertThatThrownBy(() -> crashing.start(sketch.context())).isInstanceOf(Crash.class);
        Files.move(sketch.machine("a"), sketch.machine("elsewhere"));

        plugin(Disks.ONE).abandon(sketch.context(), Step.START);
        assertThatThrownBy(() -> plugin(Disks.ONE).start(sketch.context())).hasMessageContaining("does not exist");

        Files.move(sketch.machine("elsewhere"), sketch.machine("a"));
        plugin(Disks.ONE).start(sketch.context());
        assertThat(sketch.machine("b")).hasContent("1");
    }

    @Test
    void a_crash_while_the_source_is_deleted_leaves_nothing_of_it() throws Exception {
        sketch.onMachine("a/left", "1").onMachine("b/left", "1").onMachine("b/gone", "2");
        Path from = sketch.machine("a");
        Path to = sketch.machine("b");
        StepMemory memory = new StepMemory(sketch.work);
        memory.begin(Step.START);
        sketch.instructions("start.1.move = @/a -> @/b");
        Instruction instruction = InstructionsFile.read(sketch.recipe).get(0);
        memory.note(Step.START, instruction, from, to).copied();

        plugin(Disks.SEVERAL).start(sketch.context());

        assertThat(tree()).containsExactly("b", "b/gone", "b/left");
    }

    private List<String> tree() throws IOException {
        return FilePluginTest.tree(sketch.machine);
    }

    private static FilePlugin plugin(Disks disks) {
        return plugin(disks.mover());
    }

    private static FilePlugin plugin(FileMove mover) {
        return new FilePlugin(System::nanoTime, new Download(Duration.ofSeconds(60)), mover);
    }
}
