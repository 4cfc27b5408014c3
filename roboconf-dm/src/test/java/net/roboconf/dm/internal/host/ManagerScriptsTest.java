package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.target.scripts.TargetScripts;
import net.roboconf.dm.internal.engine.CallId;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.store.FileBlobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerScriptsTest {

    private static final MachineKey KEY = new MachineKey("k1");
    private static final InstancePath PATH = new InstancePath("/vm");

    @TempDir
    Path folder;

    private FileBlobs blobs;
    private ManagerScripts scripts;
    private final List<RecipeManifest.File> files = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        blobs = new FileBlobs(folder.resolve("blobs"));
        scripts = new ManagerScripts(folder.resolve("scripts"), blobs, TargetScripts.ofThisHost());
    }

    @AfterEach
    void close() {
        scripts.close();
    }

    private void file(String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        files.add(new RecipeManifest.File(path, bytes.length, blobs.put(new ByteArrayInputStream(bytes)), false));
    }

    private TargetCall call() {
        return new TargetCall(
                new CallId(KEY, 1),
                TargetCall.Kind.CONFIGURE,
                "local",
                "shop",
                PATH,
                Map.of("handler", "local"),
                new Accounts.Account(KEY, "shop", "s3cret-of-broker", false),
                "id",
                new StoredScripts(files, null),
                null);
    }

    private void run() throws Exception {
        AgentSettings agent =
                new AgentSettings(KEY, "shop", PATH, null, "rabbitmq", Map.of("password", "s3cret-of-broker"));
        scripts.run(call(), agent, "10.0.0.7", "store-1");
    }

    @Test
    void a_script_finds_what_is_documented_and_its_files_beside_it() throws Exception {
        Path out = folder.resolve("out");
        file("conf/motd", "welcome");
        file(
                "dm.configure.script.sh",
                "{ echo \"$IP_ADDRESS $APPLICATION_NAME $SCOPED_INSTANCE_PATH $DOMAIN\"; cat conf/motd; echo; "
                        + "echo \"$USER_DATA\"; } > " + out);

        run();

        assertThat(Files.readString(out))
                .startsWith("10.0.0.7 shop /vm store-1\nwelcome\n")
                .contains("machine=k1", "s3cret-of-broker");
        assertThat(folder.resolve("scripts/k1")).as("nothing is left").doesNotExist();
    }

    @Test
    void the_secret_in_user_data_is_not_told_when_a_script_prints_it() throws Exception {
        file("dm.configure.script.sh", "echo \"$USER_DATA\" | grep password; exit 4");

        StepFailure failure = catchThrowableOfType(StepFailure.class, this::run);

        assertThat(failure)
                .hasMessageStartingWith("dm.configure.script.sh exited 4: ")
                .hasMessageContaining("password=***")
                .hasMessageContaining("retry")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void what_a_crash_has_left_running_is_ended_before_the_next_run() throws Exception {
        Path pid = folder.resolve("pid");
        file("dm.configure.script.sh", "test -e " + pid + " && exit 0; sleep 1000 & echo $! > " + pid + "; wait");
        Thread crashing = new Thread(() -> {
            try {
                run();
            } catch (Exception e) {
                // The process ends here; its programs do not.
            }
        });
        crashing.setDaemon(true);
        crashing.start();
        Until.isTrue("the script runs", () -> Files.exists(pid) && pid.toFile().length() > 0);
        long left = Long.parseLong(Files.readString(pid).strip());

        new ManagerScripts(folder.resolve("scripts"), blobs, TargetScripts.ofThisHost()).forget(KEY);

        Until.isTrue("it is ended", () -> ProcessHandle.of(left).isEmpty());
        assertThat(folder.resolve("scripts/k1")).doesNotExist();
    }
}
