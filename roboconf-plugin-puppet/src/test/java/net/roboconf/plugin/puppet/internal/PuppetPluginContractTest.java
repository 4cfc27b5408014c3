package net.roboconf.plugin.puppet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.testkit.Eventually;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract, with the real Puppet and "software" that is a file. What has no class costs no run of Puppet. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class PuppetPluginContractTest implements PluginFailureContract, PluginInterruptionContract {

    @BeforeAll
    static void requirePuppet() {
        RealPuppet.require();
    }

    @Override
    public Plugin newPlugin() {
        return new PuppetPlugin();
    }

    /** Puppet takes no folder with a comma in its name. */
    @Override
    public TestInstance newInstance(Path folder, String name) throws IOException {
        TestInstance instance = new TestInstance(folder, name, "puppet", "with space ünd \"quotes\"");
        writeRecipe(instance);
        return instance;
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        writeClass(instance, "start", "file { '" + instance.machine() + "/running': content => 'yes' }");
        writeClass(instance, "stop", "file { '" + instance.machine() + "/running': ensure => absent }");
    }

    private static void writeClass(TestInstance instance, String step, String code) throws IOException {
        instance.file(
                "roboconf_contract/manifests/" + step + ".pp",
                "class roboconf_contract::" + step + "($runningState = undef) {\n  " + code + "\n}\n");
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
        writeClass(instance, "start", "fail('no such database')");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        writeClass(
                instance,
                "start",
                "exec { '/bin/sh -c \"sleep 61 & echo \\$! >number && mv number blocked; wait\"':\n" + "    cwd => '"
                        + instance.machine() + "' }");
    }

    @Override
    public void awaitBlocked(TestInstance instance, int linesBefore) throws Exception {
        Eventually.holds("the program that blocks", () -> Files.exists(blocked(instance)));
    }

    @Override
    public void assertNothingLeft(TestInstance instance) throws IOException {
        long pid = Long.parseLong(Files.readString(blocked(instance)).strip());
        assertThat(new ProcessTable(Path.of("/proc")).read()).noneMatch(process -> process.pid() == pid);
    }

    private static Path blocked(TestInstance instance) {
        return instance.machine().resolve("blocked");
    }
}
