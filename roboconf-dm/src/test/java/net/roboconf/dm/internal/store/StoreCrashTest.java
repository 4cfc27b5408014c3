package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.roboconf.dm.internal.state.DmState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCrashTest {

    @TempDir
    Path folder;

    @Test
    void a_process_that_is_killed_while_it_writes_loses_nothing_that_it_told_and_keeps_no_half_of_a_commit()
            throws Exception {
        long before = 0;
        for (int kill = 0; kill < 3; kill++) {
            long told = writeAndKill(before + 20 + kill * 7);
            try (SqliteStore store = SqliteStore.open(folder)) {
                DmState state = store.load();
                assertThat(state.term()).isGreaterThanOrEqualTo(told);
                assertThat(state.events()).hasSize(Math.toIntExact(state.term() * WritingProcess.EVENTS));
                before = state.term();
            }
        }
    }

    /** Starts a process that writes, and kills it after it told of this commit. */
    private long writeAndKill(long commits) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WritingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long told = 0;
        try (BufferedReader lines = process.inputReader()) {
            while (told < commits) {
                String line = lines.readLine();
                assertThat(line).as("the writing process ended by itself").isNotNull();
                told = Long.parseLong(line.strip());
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return told;
    }
}
