package net.roboconf.agent.internal.suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class RunningCallsTest {

    private static final ServiceOrigin SHELL = new ServiceOrigin("shell", new Version(1, 2, 3), 0, 1);
    private static final ServiceOrigin FILE = new ServiceOrigin("file", new Version(1, 0, 0), 0, 2);

    @TempDir
    private Path folder;

    private final AgentThreads threads = new AgentThreads();
    private volatile long allocated = 1_000;

    @AfterEach
    void end() {
        threads.close();
    }

    private Path file() {
        return folder.resolve("running");
    }

    private RunningCalls open(ThreadMeter meter) throws IOException {
        return RunningCalls.open(file(), meter, threads.timer());
    }

    /** What the only call was last seen to have allocated. */
    private long seen() {
        try {
            return RunningCalls.read(file()).get(0).allocated();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedCall of(String what) {
        return new RecordedCall("shell", "1.2.3", Set.of("bash", "script"), what, RecordedCall.NOT_SEEN);
    }

    @Test
    void what_has_not_returned_when_the_process_ends_is_known_to_its_next_run() throws IOException {
        RunningCalls calls = open(ThreadMeter.NONE);
        RunningCalls.Call returned = calls.enter(FILE, Set.of("file"), "start of /vm/page");
        calls.enter(SHELL, Set.of("script", "bash"), "start of /vm/shop");
        returned.close();
        calls.enter(SHELL, Set.of("script", "bash"), "stop of /vm/bank");
        // Whatever was written is in the file: nothing has to be closed.
        assertThat(RunningCalls.read(file()))
                .containsExactlyInAnyOrder(of("start of /vm/shop"), of("stop of /vm/bank"));
    }

    @Test
    void places_of_calls_that_have_returned_are_used_again() throws IOException {
        RunningCalls calls = open(ThreadMeter.NONE);
        for (int i = 0; i < 1_000; i++) {
            calls.enter(SHELL, Set.of(), "step " + i).close();
        }
        calls.enter(SHELL, Set.of("bash", "script"), "the last");
        assertThat(RunningCalls.read(file())).containsExactly(of("the last"));
    }

    @Test
    void record_begins_anew_with_each_run() throws IOException {
        open(ThreadMeter.NONE).enter(SHELL, Set.of(), "start of /vm/shop");
        open(ThreadMeter.NONE);
        assertThat(RunningCalls.read(file())).isEmpty();
    }

    @Test
    void what_a_call_allocates_is_added_while_it_runs() throws IOException {
        open(thread -> allocated).enter(SHELL, Set.of("bash", "script"), "start of /vm/shop");
        assertThat(seen()).isLessThanOrEqualTo(0);
        allocated += 50_000_000;
        Eventually.holds("it is seen", () -> seen() == 50_000_000);
    }

    @Test
    void this_process_tells_what_its_threads_allocate() {
        ThreadMeter meter = ThreadMeter.ofThisProcess();
        long thread = Thread.currentThread().getId();
        long before = meter.allocated(thread);
        byte[] some = new byte[1 << 20];
        assertThat(meter.allocated(thread) - before).isGreaterThanOrEqualTo(some.length);
    }

    @Test
    void text_that_is_too_long_is_cut() throws IOException {
        open(ThreadMeter.NONE).enter(SHELL, Set.of(), "x".repeat(5_000));
        assertThat(RunningCalls.read(file())).singleElement().satisfies(call -> {
            assertThat(call.plugin()).isEqualTo("shell 1.2.3");
            assertThat(call.what()).startsWith("xxx").hasSizeLessThan(1_024);
        });
    }

    @Test
    void without_a_record_there_is_nothing_to_read() throws IOException {
        RunningCalls.unrecorded().enter(SHELL, Set.of(), "start of /vm/shop").close();
        assertThat(RunningCalls.read(file())).isEmpty();
    }
}
