package net.roboconf.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private static boolean isCat(Process process) {
        return process.info().command().orElse("").endsWith("/cat");
    }
}
