package net.roboconf.agent.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.Sha256;
import net.roboconf.core.target.scripts.TargetScripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetScriptsRunnerTest {

    private static final InstancePath MACHINE = new InstancePath("/vm");
    private static final RecipeRef FILES = new RecipeRef(Sha256.of(new byte[] {1}), 1);

    @TempDir
    Path folder;

    private final Map<String, String> files = new TreeMap<>();
    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    private final ExecutorService work = Executors.newCachedThreadPool();
    private TargetScriptsRunner runner;

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
        work.shutdownNow();
    }

    private void run(String id, boolean simulates) {
        if (runner == null) {
            runner = new TargetScriptsRunner(
                    (wanted, to, there, unavailable) -> {
                        if (files.isEmpty()) {
                            unavailable.accept("nobody has them");
                            return;
                        }
                        try {
                            Files.createDirectories(to);
                            for (var file : files.entrySet()) {
                                Files.writeString(to.resolve(file.getKey()), file.getValue());
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        there.accept(List.copyOf(files.keySet()));
                    },
                    folder.resolve("target"),
                    new InstanceFolders(folder),
                    TargetScripts.ofThisHost(),
                    work,
                    System::currentTimeMillis,
                    simulates);
        }
        runner.run(new AgentEffect.RunScripts(id, MACHINE, FILES), events::add);
    }

    private AgentEvent event() {
        Eventually.holds("they have ended", () -> !events.isEmpty());
        return events.get(0);
    }

    @Test
    void what_they_print_is_in_the_log_of_the_machine() throws IOException {
        files.put("agent.script.sh", "cat motd");
        files.put("motd", "welcome\n");
        run("1", false);

        assertThat(event()).isEqualTo(new AgentEvent.ScriptsEnded("1", Reason.NONE, ""));
        assertThat(Files.readString(new InstanceFolders(folder).log(MACHINE)))
                .contains("runs agent.script.sh", "welcome");
    }

    @Test
    void a_failure_says_which_and_why() {
        files.put("agent.script.sh", "echo no disk; exit 2");
        run("1", false);

        assertThat(event())
                .isEqualTo(new AgentEvent.ScriptsEnded("1", Reason.STEP_FAILED, "agent.script.sh exited 2: no disk"));
    }

    @Test
    void files_that_cannot_be_had_are_a_failure() {
        run("1", false);

        assertThat(event()).isEqualTo(new AgentEvent.ScriptsEnded("1", Reason.RECIPE_UNAVAILABLE, "nobody has them"));
    }

    @Test
    void a_machine_that_only_simulates_runs_nothing() {
        files.put("agent.script.sh", "exit 1");
        run("1", true);

        assertThat(event()).isEqualTo(new AgentEvent.ScriptsEnded("1", Reason.NONE, ""));
    }

    @Test
    void the_run_of_an_earlier_engine_is_cut_off_by_the_next() {
        Path begun = folder.resolve("begun");
        files.put("agent.script.sh", "test -e " + begun + " && exit 0; touch " + begun + "; sleep 1000");
        run("1", false);
        Eventually.holds("the first runs", () -> Files.exists(begun));

        run("2", false);

        assertThat(event()).isEqualTo(new AgentEvent.ScriptsEnded("2", Reason.NONE, ""));
    }
}
