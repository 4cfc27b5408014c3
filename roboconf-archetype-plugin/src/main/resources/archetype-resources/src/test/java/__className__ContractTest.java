package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;

/**
 * What every plug-in must do. The tests come with the three contracts; they need to know how to make the plug-in, and
 * recipes that succeed, fail, and take long.
 */
class ${className}ContractTest implements PluginFailureContract, PluginInterruptionContract {

    @Override
    public Plugin newPlugin() {
        return new ${className}();
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        String running = "'" + instance.machine() + "/running'";
        instance.file(
                Commands.FILE,
                """
                start = : > %1$s
                update = test -f %1$s && grep -q mysql- "$VARIABLES"
                check = test -f %1$s
                stop = rm -f %1$s
                """
                        .formatted(running));
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
        instance.file(Commands.FILE, "start = echo the port is taken; exit 3");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        instance.file(Commands.FILE, "start = sleep 61 & jobs -p; wait");
    }

    /** The blocking recipe has printed the number of its process. */
    @Override
    public void assertNothingLeft(TestInstance instance) {
        long sleep = Long.parseLong(instance.log().get(instance.log().size() - 1));
        assertThat(new ProcessTable(Path.of("/proc")).read()).noneMatch(process -> process.pid() == sleep);
    }
}
