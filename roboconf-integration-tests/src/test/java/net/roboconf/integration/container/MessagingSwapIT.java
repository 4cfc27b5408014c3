package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.ManagerStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The messaging comes, goes and is replaced in a running Deployment Manager and its agents; the broker is another process. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MessagingSwapIT {

    private static final String PASSWORD = "only for this test";

    @Inject
    private BundleContext context;

    private Process broker;
    private SwappedDm dm;

    @Configuration
    public Option[] dm() {
        String port = Distribution.freePort();
        return new Option[] {
            Distribution.dm(),
            editConfigurationFilePut("etc/net.roboconf.dm.cfg", "messaging", "socket"),
            editConfigurationFilePut("etc/net.roboconf.messaging.socket.cfg", "port", port),
            editConfigurationFilePut("etc/net.roboconf.messaging.socket.cfg", "password", PASSWORD),
            CoreOptions.systemProperty("broker.port").value(port),
            CoreOptions.systemProperty("broker.path").value(System.getProperty("java.class.path")),
            CoreOptions.systemProperty("example.messaging").value(System.getProperty("example.messaging"))
        };
    }

    @Before
    public void start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("broker.path"),
                "org.example.roboconf.socket.internal.SocketBroker",
                System.getProperty("broker.port"));
        builder.environment().put("ROBOCONF_BROKER_PASSWORD", PASSWORD);
        builder.redirectErrorStream(true);
        builder.redirectOutput(new File(System.getProperty("karaf.data"), "broker.out"));
        broker = builder.start();
        dm = new SwappedDm(context, "example-messaging-socket", "example.messaging");
        dm.create("id = here\nhandler = local\nmode = in-memory\n");
    }

    @After
    public void end() throws Exception {
        dm.close();
        broker.destroyForcibly();
        broker.waitFor(60, TimeUnit.SECONDS);
    }

    private static boolean isStarted(InstanceView machine) {
        return machine.actual() == InstanceState.DEPLOYED_STARTED;
    }

    private static boolean misses(ManagerStatus status) {
        return !status.connected()
                && status.notices().stream().anyMatch(notice -> notice.contains("messaging = socket"));
    }

    @Test
    public void orders_pass_through_the_one_that_is_there() throws Exception {
        dm.awaitStatus(MessagingSwapIT::misses);
        dm.drop("1.0.1");
        dm.awaitStatus(ManagerStatus::connected);
        dm.machine("one");
        dm.await("one", MessagingSwapIT::isStarted);

        dm.drop("1.0.2");
        dm.awaitStatus(ManagerStatus::connected);
        dm.machine("two");
        dm.await("two", MessagingSwapIT::isStarted);

        dm.delete();
        dm.awaitStatus(MessagingSwapIT::misses);
        dm.machine("three");
        assertEquals(
                InstanceState.DEPLOYED_STARTED, dm.await("one", machine -> true).actual());

        dm.drop("1.0.3");
        dm.await("three", MessagingSwapIT::isStarted);
        assertTrue(dm.wentOn());

        dm.undeployAll();
        for (String name : new String[] {"one", "two", "three"}) {
            dm.await(name, machine -> machine.actual() == InstanceState.NOT_DEPLOYED);
        }
    }
}
