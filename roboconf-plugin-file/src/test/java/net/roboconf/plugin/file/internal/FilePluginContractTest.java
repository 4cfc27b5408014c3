package net.roboconf.plugin.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, with a download that never ends from a server that says nothing. */
class FilePluginContractTest implements PluginFailureContract, PluginInterruptionContract {

    private static final String INSTRUCTIONS = "instructions.properties";

    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    @Override
    public Plugin newPlugin() {
        return new FilePlugin();
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        String machine = instance.machine().toString();
        instance.file("files/shop.conf", "port = 80\n")
                .file("files/shop.war", "shop\n")
                .file(
                        INSTRUCTIONS,
                        """
                        deploy.1.move = files/shop.war -> MACHINE/shop.war
                        start.1.copy = files/shop.conf -> MACHINE/running/shop.conf
                        update.1.copy = files/shop.conf -> MACHINE/running/shop.conf
                        stop.1.delete = MACHINE/running
                        undeploy.1.delete = MACHINE/shop.war
                        """
                                .replace("MACHINE", machine));
    }

    @Override
    public void assertStarted(TestInstance instance) {
        assertThat(instance.machine().resolve("running/shop.conf")).hasContent("port = 80");
        assertThat(instance.machine().resolve("shop.war")).hasContent("shop");
    }

    @Override
    public void assertStopped(TestInstance instance) {
        assertThat(instance.machine().resolve("running")).doesNotExist();
    }

    @Override
    public void writeFailingRecipe(TestInstance instance) throws IOException {
        instance.file(INSTRUCTIONS, "start.1.copy = files/missing -> " + instance.machine() + "/running\n");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        instance.file(
                INSTRUCTIONS,
                "start.1.download = http://" + silent.getInetAddress().getHostAddress() + ":" + silent.getLocalPort()
                        + "/endless\n");
    }

    /** It asks, and the question stays unanswered. */
    @Override
    public void awaitBlocked(TestInstance instance, int linesBefore) {
        try {
            silent.accept();
        } catch (IOException e) {
            throw new AssertionError("No download was begun", e);
        }
    }
}
