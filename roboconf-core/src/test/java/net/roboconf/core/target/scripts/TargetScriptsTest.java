package net.roboconf.core.target.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProgramRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetScriptsTest {

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("files"));
    }

    private void file(String path, String content) throws IOException {
        Path file = folder.resolve("files").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        paths.add(path);
        paths.sort(null);
    }

    private void run(Duration limit) throws Exception {
        new TargetScripts(ProgramRunner.ofThisHost(), limit)
                .run(
                        folder.resolve("files"),
                        paths,
                        TargetFiles::isRunByAgent,
                        Map.of("GIVEN", "it's given"),
                        new Mark("ROBOCONF_STEP_ID", "test-" + folder),
                        folder.resolve("memory"),
                        printed::add);
    }

    private void run() throws Exception {
        run(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "dm.configure.script.sh,       true,  false, false",
        "local.dm.configure.script.sh, true,  true,  false",
        "x/01-agent.script.py,         false, false, true",
        "agent.script.d/motd,          false, false, false",
        "My-Local.KEY,                 false, true,  false",
        "local.agent.script.sh,        false, true,  true",
        "motd,                         false, false, false"
    })
    void the_name_of_a_file_says_who_runs_it_and_where_it_goes(
            String path, boolean byManager, boolean stays, boolean byAgent) {
        assertThat(TargetFiles.isRunByManager(path)).isEqualTo(byManager);
        assertThat(TargetFiles.staysLocal(path)).isEqualTo(stays);
        assertThat(TargetFiles.isRunByAgent(path)).isEqualTo(byAgent);
    }

    @Test
    void those_that_fit_run_in_the_order_of_their_paths_beside_the_other_files() throws Exception {
        file("b-agent.script.sh", "cat motd");
        file("a-agent.script.sh", "echo first");
        file("motd", "welcome\n");
        file("local.dm.configure.script.sh", "echo never");

        run();

        assertThat(printed).containsExactly("runs a-agent.script.sh", "first", "runs b-agent.script.sh", "welcome");
    }

    @Test
    void they_find_what_they_are_given_and_little_else() throws Exception {
        file("agent.script.sh", "env -0 | tr '\\0\\n' '\\n_'");

        run();

        assertThat(printed).contains("GIVEN=it's given").anyMatch(line -> line.startsWith("PATH="));
        assertThat(printed.stream().skip(1).map(line -> line.substring(0, line.indexOf('='))))
                .isSubsetOf(
                        "GIVEN",
                        "ROBOCONF_STEP_ID",
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "SHELL",
                        "JAVA_HOME",
                        "LANG",
                        "LANGUAGE",
                        "LC_ALL",
                        "LC_CTYPE",
                        "LC_MESSAGES",
                        "TZ",
                        "TMPDIR",
                        "PWD",
                        "SHLVL",
                        "_",
                        "OLDPWD",
                        "ROBOCONF_MACHINE");
    }

    @Test
    void the_first_that_fails_is_the_last_and_says_its_last_lines() throws Exception {
        file("a-agent.script.sh", "echo no route >&2; exit 3");
        file("b-agent.script.sh", "echo second");

        StepFailure failure = catchThrowableOfType(StepFailure.class, this::run);

        assertThat(failure).hasMessage("a-agent.script.sh exited 3: no route");
        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(printed).doesNotContain("second");
    }

    @Test
    void one_that_passes_its_limit_is_ended() throws Exception {
        file("agent.script.sh", "echo begun; sleep 1000");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> run(Duration.ofMillis(300)));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(failure).hasMessageContaining("agent.script.sh did not end within");
    }
}
