package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.inject.Inject;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.InstanceView;
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

/** A target that comes, goes and is replaced in a running Deployment Manager, while its machines are there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TargetSwapIT {

    @Inject
    private BundleContext context;

    private SwappedDm dm;
    private Path machines;

    @Configuration
    public Option[] dm() {
        return new Option[] {
            Distribution.dm(), CoreOptions.systemProperty("example.target").value(System.getProperty("example.target"))
        };
    }

    @Before
    public void start() throws Exception {
        machines = Files.createTempDirectory(Path.of(System.getProperty("karaf.data")), "machines");
        dm = new SwappedDm(context, "example-target-folder", "example.target");
        dm.create("id = rack\nhandler = folder\nfolder = " + machines + "\n");
    }

    @After
    public void end() throws Exception {
        dm.close();
    }

    private long made() throws Exception {
        try (Stream<Path> folders = Files.list(machines)) {
            return folders.filter(folder -> Files.exists(folder.resolve("agent.properties")))
                    .count();
        }
    }

    private static boolean isMade(InstanceView machine) {
        return machine.reason() == Reason.AGENT_NOT_CONNECTED;
    }

    private static boolean missesTarget(InstanceView machine) {
        return machine.reason() == Reason.TARGET_MISSING;
    }

    @Test
    public void machines_are_made_and_destroyed_by_the_one_that_is_there() throws Exception {
        dm.machine("one");
        InstanceView waiting = dm.await("one", TargetSwapIT::missesTarget);
        assertTrue(waiting.message(), waiting.message().contains("needs a handler 'folder'"));

        dm.drop("1.0.1");
        dm.await("one", TargetSwapIT::isMade);
        assertEquals(1, made());

        dm.drop("1.0.2");
        dm.machine("two");
        dm.await("two", TargetSwapIT::isMade);
        assertEquals(2, made());

        dm.delete();
        dm.awaitStatus(status -> !status.targets().contains("folder"));
        dm.machine("three");
        dm.await("three", TargetSwapIT::missesTarget);
        dm.await("one", TargetSwapIT::isMade);

        dm.drop("1.0.3");
        dm.await("three", TargetSwapIT::isMade);
        assertEquals(3, made());

        dm.delete();
        dm.awaitStatus(status -> !status.targets().contains("folder"));
        dm.undeployAll();
        InstanceView left = dm.await("two", machine -> machine.message().contains("is not installed"));
        assertEquals(InstanceState.UNDEPLOYING, left.actual());
        assertEquals(3, made());

        dm.drop("1.0.4");
        for (String name : new String[] {"one", "two", "three"}) {
            dm.await(name, machine -> machine.actual() == InstanceState.NOT_DEPLOYED);
        }
        assertEquals(0, made());
        assertTrue(dm.wentOn());
    }
}
