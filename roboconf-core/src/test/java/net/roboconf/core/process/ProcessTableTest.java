package net.roboconf.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));

    @Test
    void a_process_keeps_its_mark_while_one_program_after_the_other_takes_its_place() throws Exception {
        Mark mark = new Mark("ROBOCONF_TEST_MARK", "replaced");
        String again = "[ $1 -gt 0 ] || exec cat; exec sh -c \"$0\" \"$0\" $(($1 - 1))";
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", again, again, "500"));
        builder.environment().put(mark.variable(), mark.value());
        Process process = builder.start();
        try {
            RunningProcess seen = table.find(process.pid()).orElseThrow();
            int looks = 0;
            while (!isCat(process)) {
                assertThat(table.carries(seen, mark)).as("look %d", looks).isTrue();
                looks++;
            }
            assertThat(looks).isGreaterThan(100);
        } finally {
            process.getOutputStream().close(); // its end of file is what cat waits for
            process.waitFor();
        }
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void a_process_without_any_environment_carries_nothing() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("cat");
        builder.environment().clear();
        Process process = builder.start();
        try {
            assertThat(table.carries(table.find(process.pid()).orElseThrow(), new Mark("ANY", "value")))
                    .isFalse();
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    /** In a container whose first process has no session of its own, every session is 0. */
    @Test
    void a_process_in_a_container_is_looked_at_again_too(@TempDir Path proc) throws Exception {
        long self = ProcessHandle.current().pid();
        Path folder = Files.createDirectory(proc.resolve(Long.toString(self)));
        Files.writeString(folder.resolve("stat"), stat(self, 0));
        Path environment = Files.createFile(folder.resolve("environ"));
        Mark mark = new Mark("ROBOCONF_TEST_MARK", "late");
        ProcessTable contained = new ProcessTable(proc);
        RunningProcess seen = contained.find(self).orElseThrow();
        Thread replacing = new Thread(() -> {
            try {
                Thread.sleep(30);
                Files.writeString(environment, mark.variable() + "=" + mark.value() + "\0");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        replacing.start();

        assertThat(contained.carries(seen, mark)).isTrue();

        replacing.join();
    }

    @Test
    void a_thread_of_the_kernel_carries_nothing(@TempDir Path proc) throws Exception {
        long self = ProcessHandle.current().pid();
        Path folder = Files.createDirectory(proc.resolve(Long.toString(self)));
        Files.writeString(folder.resolve("stat"), stat(self, 0x0020_8040));
        Files.createFile(folder.resolve("environ"));
        ProcessTable contained = new ProcessTable(proc);
        RunningProcess seen = contained.find(self).orElseThrow();

        assertThat(contained.carries(seen, new Mark("ANY", "value"))).isFalse();
    }

    /** Of a process of session 0, which has no environment yet. */
    private static String stat(long pid, long flags) {
        return pid + " (sh) R 1 0 0 0 -1 " + flags + " 0".repeat(43) + "\n";
    }

    private static boolean isCat(Process process) {
        return process.info().command().orElse("").endsWith("/cat");
    }
}
