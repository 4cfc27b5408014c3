package org.example.roboconf.ansible.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with an Ansible that is played. */
class AnsiblePluginContractTest implements PluginFailureContract, PluginInterruptionContract {

    @TempDir
    Path bin;

    @Override
    public Plugin newPlugin() {
        try {
            return new AnsiblePlugin(ProgramRunner.ofThisHost(), FakeAnsible.in(bin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        String running = "'" + instance.machine() + "/running'";
        instance.file("deploy.yml", "test -f \"$VARIABLES\"")
                .file("start.yml", ": >" + running)
                .file("update.yml", "test -f " + running + " && grep -q mysql-3 \"$VARIABLES\"")
                .file("check.yml", "test -f " + running)
                .file("stop.yml", "rm -f " + running);
    }

    @Override
    public void assertStarted(TestInstance instance) {
        assertThat(instance.machine().resolve("running")).exists();
        assertThat(instance.work().resolve(PlaybookRun.MEMORY))
                .as("no variables")
                .isEmptyDirectory();
    }

    @Override
    public void assertStopped(TestInstance instance) {
        assertThat(instance.machine().resolve("running")).doesNotExist();
    }

    @Override
    public void writeFailingRecipe(TestInstance instance) throws IOException {
        instance.file("start.yml", "echo 'fatal: [localhost]: no such package'; echo 'PLAY RECAP'; exit 2");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        instance.file("start.yml", "sleep 61 &\necho waiting for $!\nwait\n");
    }

    @Override
    public void assertNothingLeft(TestInstance instance) {
        String said = instance.log().get(instance.log().size() - 1);
        long pid = Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
        assertThat(new ProcessTable(Path.of("/proc")).read()).noneMatch(process -> process.pid() == pid);
    }
}
