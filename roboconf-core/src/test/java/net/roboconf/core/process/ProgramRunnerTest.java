package net.roboconf.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Enough for a script to begin on a busy machine, and not too long to wait for. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path temporary;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final ProgramRunner runner = new ProgramRunner(table, Duration.ofMillis(500));
    private final Mark mark = new Mark("ROBOCONF_STEP_ID", UUID.randomUUID().toString());
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private Path folder;

    @BeforeEach
    void folder_with_a_space() throws IOException {
        folder = Files.createDirectory(temporary.resolve("a folder"));
    }

    @AfterEach
    void end_what_is_left() throws IOException {
        runner.abandon(mark, folder);
    }

    @Test
    void output_and_exit_code_come_back() throws Exception {
        Outcome outcome = run(LONG, "echo one; echo two >&2; echo three >/dev/stderr; printf four; exit 3");

        assertThat(output).containsExactly("one", "two", "three", "four");
        assertThat(outcome).isEqualTo(new Outcome.Ended(3, output));
    }

    @Test
    void a_program_ended_by_a_signal_has_the_exit_code_of_shells() throws Exception {
        assertThat(run(LONG, "kill -9 $$")).isEqualTo(new Outcome.Ended(137, List.of()));
    }

    @Test
    void values_arrive_as_they_are() throws Exception {
        String value = "a 'b' \"c\" $HOME `id` \\ %s \t é 漢 🙂 !\n* end\n";

        run(LONG, Map.of("VALUE", value), "printf %s \"$VALUE\" | od -An -tx1 | tr -d ' \\n'");

        assertThat(output).containsExactly(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_variable_that_a_shell_keeps_for_itself_does_no_harm() throws Exception {
        run(LONG, Map.of("PPID", "7", "UID", "7", "ZZ", "there"), "echo $ZZ");

        assertThat(output).endsWith("there");
    }

    @Test
    void input_is_empty() throws Exception {
        assertThat(run(LONG, "cat; echo end")).isEqualTo(new Outcome.Ended(0, List.of("end")));
    }

    @Test
    void it_leads_its_own_session_and_group_and_its_number_is_on_disk_before_it_begins() throws Exception {
        run(LONG, "cat process; echo $$; cut -d' ' -f5 /proc/$$/stat; cut -d' ' -f6 /proc/$$/stat");

        assertThat(output).hasSize(4);
        assertThat(output.stream().distinct()).hasSize(1);
    }

    @Test
    void a_program_that_is_not_there_says_so() throws Exception {
        Outcome outcome = runner.run(program(List.of("no-such-program"), Map.of()), LONG, output::add);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Ended.class, ended -> {
            assertThat(ended.exitCode()).isEqualTo(127);
            assertThat(ended.tail()).last().asString().contains("no-such-program");
        });
    }

    @Test
    void a_server_in_the_background_lives_on_and_may_still_print() throws Exception {
        Path go = folder.resolve("go");
        Path survived = folder.resolve("survived");

        Outcome outcome = run(
                LONG, "(while ! [ -e go ]; do sleep 0.01; done; echo late; echo later; touch survived) & echo begun");

        assertThat(outcome).isEqualTo(new Outcome.Ended(0, List.of("begun")));
        Files.createFile(go);
        Eventually.holds("the server prints and lives", () -> Files.exists(survived));
        assertThat(output).containsExactly("begun");
        Eventually.holds("the reader of its output ends with it", () -> marked().isEmpty());
    }

    @Test
    void past_its_time_all_that_it_started_is_ended() throws Exception {
        Outcome outcome = run(SHORT, HANGING + "echo begun; wait");

        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
        assertThat(outcome.tail()).contains("begun", "one", "two");
        assertThat(marked()).isEmpty();
        assertThat(gone(pidIn("one")) && gone(pidIn("two"))).isTrue();
    }

    @Test
    void an_interrupt_ends_all_that_it_started() throws Exception {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(run(LONG, HANGING + "wait"));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        Eventually.holds("both children run", () -> output.contains("one") && output.contains("two"));

        thread.interrupt();

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        thread.join();
        assertThat(marked()).isEmpty();
        assertThat(gone(pidIn("one")) && gone(pidIn("two"))).isTrue();
    }

    @Test
    void a_program_that_ends_when_asked_may_say_something() throws Exception {
        Outcome outcome = run(SHORT, "trap 'echo cleaned; exit 0' TERM; while :; do sleep 0.01; done");

        assertThat(outcome.tail()).contains("cleaned");
    }

    @Test
    void a_flood_of_output_is_read_in_bounded_memory() throws Exception {
        long[] lines = new long[1];
        Outcome outcome = runner.run(
                program(
                        List.of(
                                "bash",
                                "-c",
                                "yes 0123456789012345678901234567890123456789012345678 | head -c 100000000; echo end"),
                        Map.of()),
                LONG,
                line -> lines[0]++);

        assertThat(outcome.tail()).hasSize(20).endsWith("end");
        assertThat(lines[0]).isEqualTo(2_000_001);
    }

    @Test
    void a_flood_does_not_hide_the_limit() throws Exception {
        Outcome outcome = runner.run(program(List.of("yes"), Map.of()), SHORT, line -> {});

        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void a_flood_from_the_background_does_not_hold_up_the_end() throws Exception {
        Outcome outcome = run(LONG, "yes >&1 & echo $! >flood; exit 0");

        assertThat(outcome).isInstanceOf(Outcome.Ended.class);
        assertThat(gone(pidIn("flood"))).isFalse();
    }

    @Test
    void what_a_crash_left_is_ended_even_when_it_left_the_session() throws Exception {
        Process survivor = leftover(HANGING + "echo $$ >process; wait");
        Eventually.holds("all run", () -> Files.exists(folder.resolve("two")) && Files.exists(folder.resolve("one")));
        long one = pidIn("one");
        long two = pidIn("two");

        runner.abandon(mark, folder);

        survivor.waitFor();
        assertThat(marked()).isEmpty();
        assertThat(gone(one) && gone(two)).isTrue();
    }

    @Test
    void what_forgot_its_mark_is_found_by_its_group_when_another_vouches_for_it() throws Exception {
        Process survivor = leftover("echo $$ >process; env -i sleep 600 & echo $! >one; exec sleep 600");
        Eventually.holds("both run", () -> Files.exists(folder.resolve("one")));
        long child = pidIn("one");

        runner.abandon(mark, folder);

        survivor.waitFor();
        assertThat(gone(child)).isTrue();
    }

    @Test
    void a_number_that_belongs_to_somebody_else_by_now_is_left_alone() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "600").start();
        try {
            Files.writeString(folder.resolve("process"), stranger.pid() + "\n");

            runner.abandon(mark, folder);

            assertThat(stranger.isAlive()).isTrue();
            assertThat(folder.resolve("process")).doesNotExist();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void nothing_left_is_no_error() throws Exception {
        runner.abandon(mark, folder);
        Files.writeString(folder.resolve("process"), "12");
        runner.abandon(mark, folder);

        assertThat(folder.resolve("process")).doesNotExist();
    }

    /** What came into a container from outside has the group and the session 0 there, whatever they are outside. */
    @Test
    void a_program_whose_number_is_not_known_does_not_take_all_of_group_0_with_it(@TempDir Path proc) throws Exception {
        Process ours = new ProcessBuilder("cat").start();
        Process another = new ProcessBuilder("cat").start();
        try {
            contain(proc, ours, mark.variable() + "=" + mark.value());
            contain(proc, another, "HOME=/");

            new ProgramRunner(new ProcessTable(proc), Duration.ofMillis(500)).abandon(mark, folder);

            ours.waitFor();
            assertThat(another.isAlive()).isTrue();
        } finally {
            ours.destroyForcibly();
            another.destroyForcibly();
        }
    }

    private static void contain(Path proc, Process process, String variable) throws IOException {
        Path entry = Files.createDirectory(proc.resolve(Long.toString(process.pid())));
        Files.writeString(entry.resolve("stat"), process.pid() + " (cat) S 1 0 0" + " 0".repeat(46));
        Files.writeString(entry.resolve("environ"), variable + "\0");
    }

    @Test
    void nothing_of_a_run_stays_in_the_memory() throws Exception {
        run(LONG, "true");

        assertThat(folder).isEmptyDirectory();
    }

    /** Two grandchildren: one ignores SIGTERM, the other takes a session of its own and loses its parent. */
    private static final String HANGING =
            """
            sh -c 'trap "" TERM; echo $$ >one; echo one; while :; do sleep 0.05; done' &
            (setsid sh -c 'echo $$ >two; echo two; while :; do sleep 0.05; done' &)
            """;

    private Outcome run(Duration limit, String script) throws IOException, InterruptedException {
        return run(limit, Map.of(), script);
    }

    private Outcome run(Duration limit, Map<String, String> environment, String script)
            throws IOException, InterruptedException {
        return runner.run(program(List.of("bash", "-c", script), environment), limit, output::add);
    }

    private Program program(List<String> command, Map<String, String> environment) {
        return new Program(command, folder, environment, name -> true, mark, folder);
    }

    /** A program as a runner that was killed would have left it. */
    private Process leftover(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "bash", "-c", script).directory(folder.toFile());
        builder.environment().put(mark.variable(), mark.value());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<RunningProcess> marked() {
        return table.read().stream().filter(p -> table.carries(p, mark)).toList();
    }

    private boolean gone(long pid) {
        return table.find(pid).isEmpty();
    }

    private long pidIn(String file) throws Exception {
        Eventually.holds("the number is written", () -> Files.readString(folder.resolve(file))
                .endsWith("\n"));
        return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    }
}
