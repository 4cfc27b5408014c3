package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.List;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The Deployment Manager's distribution in its Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DmIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] dm() {
        return new Option[] {Distribution.dm()};
    }

    @Before
    public void awaitBoot() throws Exception {
        Services.awaitBoot(context);
    }

    @Test
    public void every_bundle_runs() {
        assertEquals(List.of(), Bundles.notRunning(context));
    }

    @Test
    public void the_manager_is_there() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.dm.Manager"));
    }

    @Test
    public void agents_can_run_inside_this_process() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.agent.EmbeddedAgents"));
    }

    @Test
    public void local_machines_can_be_made() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.target.Target"));
    }

    @Test
    public void plugins_and_targets_are_uninstalled_and_installed_again_as_features() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.target.Target"));
        Shell shell = new Shell(context);
        String uninstalled = shell.run("roboconf:plugin uninstall logger");
        assertTrue(uninstalled, uninstalled.contains("is uninstalled"));
        String installed = shell.run("roboconf:plugin install logger");
        assertTrue(installed, installed.endsWith("is installed and used for logger."));
        uninstalled = shell.run("roboconf:target uninstall local");
        assertTrue(uninstalled, uninstalled.contains("is uninstalled"));
        installed = shell.run("roboconf:target install local");
        assertTrue(installed, installed.endsWith("is installed and used for local."));
        assertEquals(List.of(), Bundles.notRunning(context));
    }

    @Test
    public void each_bundle_can_be_stopped_and_started_again_and_again() throws Exception {
        new Restarts(context).stopAndStartEach();
    }

    @Test
    public void nothing_holds_the_classes_of_a_bundle_that_was_replaced() throws Exception {
        new Restarts(context).refreshEach();
    }
}
