package net.roboconf.agent.internal.suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class OutOfMemoryTest {

    private static final long HEAP = 128 << 20;
    private static final ServiceOrigin SHELL = new ServiceOrigin("shell", new Version(1, 0, 0), 0, 1);

    @TempDir
    private Path data;

    private final AgentThreads threads = new AgentThreads();

    @AfterEach
    void end() {
        threads.close();
    }

    /** A run of the process; it ends without being closed, as those do that run out of memory. */
    private OutOfMemory run() {
        return OutOfMemory.open(data, ThreadMeter.NONE, threads.timer(), () -> 1_000_000, HEAP);
    }

    /** What the launcher does when it sees the exit code. */
    private void mark() throws IOException {
        Files.createFile(data.resolve(OutOfMemory.MARK));
    }

    private static RecordedCall call(String bundle, long allocated) {
        return new RecordedCall(bundle, "1.0.0", Set.of(), "start of /vm/" + bundle, allocated);
    }

    @Test
    void plugin_that_was_running_when_memory_ran_out_is_suspended() throws IOException {
        run().running().enter(SHELL, Set.of("script"), "start of /vm/shop");
        mark();
        Suspension suspension = run().suspensions().of(SHELL).orElseThrow();
        assertThat(suspension.installers()).containsExactly("script");
        assertThat(suspension.what()).containsExactly("start of /vm/shop");
    }

    @Test
    void plugin_that_was_running_when_the_process_was_killed_is_not() {
        run().running().enter(SHELL, Set.of("script"), "start of /vm/shop");
        assertThat(run().suspensions().of(SHELL)).isEmpty();
    }

    @Test
    void plugin_that_was_not_running_is_not() throws IOException {
        run().running().enter(SHELL, Set.of("script"), "start of /vm/shop").close();
        mark();
        assertThat(run().suspensions().of(SHELL)).isEmpty();
    }

    @Test
    void one_end_counts_once() throws IOException {
        run().running().enter(SHELL, Set.of("script"), "start of /vm/shop");
        mark();
        run();
        // Killed while it runs the plug-in of the suspended one's successor.
        run().running().enter(new ServiceOrigin("shell", new Version(2, 0, 0), 0, 1), Set.of(), "start of /vm/shop");
        OutOfMemory last = run();
        assertThat(last.suspensions().of(SHELL).orElseThrow().times()).isEqualTo(1);
        assertThat(last.suspensions().of(new ServiceOrigin("shell", new Version(2, 0, 0), 0, 1)))
                .isEmpty();
    }

    @Test
    void folder_that_cannot_be_written_stops_nothing() throws IOException {
        Files.createFile(data.resolve("plug-ins"));
        OutOfMemory without = run();
        without.running().enter(SHELL, Set.of(), "start of /vm/shop").close();
        assertThat(without.suspensions().of(SHELL)).isEmpty();
    }

    @Test
    void those_that_are_known_to_have_allocated_little_are_spared() {
        RecordedCall waiting = call("shell", 300_000);
        RecordedCall filling = call("cache", 90 << 20);
        RecordedCall justBegun = call("files", RecordedCall.NOT_SEEN);
        assertThat(OutOfMemory.suspects(List.of(waiting, filling, justBegun), HEAP))
                .containsExactlyInAnyOrder(filling, justBegun);
    }

    @Test
    void little_of_many_calls_is_much() {
        List<RecordedCall> many = List.of(call("shell", 5 << 20), call("shell", 5 << 20), call("files", 1));
        assertThat(OutOfMemory.suspects(many, HEAP)).containsExactly(many.get(0), many.get(1));
    }

    @Test
    void when_all_have_allocated_little_all_are_suspected() {
        List<RecordedCall> little = List.of(call("shell", 300_000), call("cache", 2));
        assertThat(OutOfMemory.suspects(little, HEAP)).isEqualTo(little);
    }
}
