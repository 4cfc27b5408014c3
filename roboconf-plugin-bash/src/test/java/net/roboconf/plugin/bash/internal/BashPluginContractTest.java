package net.roboconf.plugin.bash.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;

/** The contract, with scripts whose "software" is a file. */
class BashPluginContractTest implements PluginFailureContract, PluginInterruptionContract {

    @Override
    public Plugin newPlugin() {
        return new BashPlugin();
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        String running = "'" + instance.machine() + "/running'";
        instance.file("scripts/deploy.sh", "#!/bin/sh\necho deployed >\"$ROBOCONF_WORK_DIR/deployed\"\n")
                .file("scripts/start.sh", "#!/bin/sh\ntest -f \"$ROBOCONF_WORK_DIR/deployed\" && : >" + running + "\n")
                .file("scripts/update.sh", "#!/bin/sh\ntest -f " + running + " && test \"$MySQL_size\" -ge 2\n")
                .file("scripts/check.sh", "#!/bin/sh\ntest -f " + running + "\n")
                .file("scripts/stop.sh", "#!/bin/sh\nrm -f " + running + "\n")
                .file("scripts/undeploy.sh", "#!/bin/sh\nrm -f \"$ROBOCONF_WORK_DIR/deployed\"\n");
    }

    @Override
    public void assertStarted(TestInstance instance) {
        assertThat(instance.machine().resolve("running")).exists();
    }

    @Override
    public void assertStopped(TestInstance instance) {
        assertThat(instance.machine().resolve("running")).doesNotExist();
    }

    @Override
    public void writeFailingRecipe(TestInstance instance) throws IOException {
        instance.file("scripts/start.sh", "#!/bin/sh\necho no such database\nexit 3\n");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        instance.file("scripts/start.sh", "#!/bin/sh\nsleep 61 &\necho waiting for $!\nwait\n");
    }

    @Override
    public void assertNothingLeft(TestInstance instance) {
        String said = instance.log().get(instance.log().size() - 1);
        long pid = Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
        assertThat(new ProcessTable(Path.of("/proc")).read()).noneMatch(process -> process.pid() == pid);
    }
}
