package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.testkit.karaf.OrderedAgent;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The agent's distribution in its Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AgentIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] agent() {
        return new Option[] {
            Distribution.agent(), CoreOptions.systemProperty("probe.disk").value(System.getProperty("probe.disk"))
        };
    }

    @Test
    public void every_bundle_runs() {
        assertEquals(List.of(), Bundles.notRunning(context));
    }

    @Test
    public void an_agent_can_be_started_inside_this_process() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.agent.EmbeddedAgents"));
    }

    @Test
    public void all_plugins_are_there() throws Exception {
        Services.awaitCount(context, "net.roboconf.core.plugin.Plugin", 5);
    }

    @Test
    public void a_plugin_of_the_distribution_is_uninstalled_and_installed_again() throws Exception {
        Services.awaitCount(context, "net.roboconf.core.plugin.Plugin", 5);
        Shell shell = new Shell(context);
        Path startup = Path.of(System.getProperty("karaf.etc"), "startup.properties");
        assertTrue(Files.readString(startup).contains("roboconf-plugin-logger"));
        String uninstalled = shell.run("roboconf:plugin uninstall logger");
        assertTrue(uninstalled, uninstalled.contains("is uninstalled"));
        Services.awaitNone(context, "net.roboconf.core.plugin.Plugin", "roboconf-plugin-logger");
        assertFalse(Files.readString(startup).contains("roboconf-plugin-logger"));
        String unknown = shell.run("roboconf:plugin install loger");
        assertTrue(unknown, unknown.contains("Did you mean logger?"));
        String installed = shell.run("roboconf:plugin install logger");
        assertTrue(installed, installed.endsWith("is installed and used for logger."));
        assertTrue(Files.readString(startup).contains("roboconf-plugin-logger"));
        String list = shell.run("roboconf:plugin --json list");
        assertTrue(list, list.contains("{\"name\":\"bash\"") && list.contains("\"detail\":\"bash, script\""));
        String targets = shell.run("roboconf:target");
        assertTrue(targets, targets.contains("targets for the Deployment Manager"));
    }

    @Test
    public void the_messaging_is_there() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.messaging.MessagingProvider"));
    }

    @Test
    public void a_probe_of_a_bundle_is_asked_while_the_bundle_is_there() throws Exception {
        try (OrderedAgent agent = OrderedAgent.start(context)) {
            agent.want(List.of(agent.instance(
                    "/vm/shop",
                    "logger",
                    InstanceState.DEPLOYED_STARTED,
                    Map.of(RecipeManifest.PROBES + "Shop.probes", "file exists .\ndisk . free 0 MB\n"),
                    Map.of())));
            agent.await("/vm/shop", instance -> instance.reason() == Reason.PROBE_MISSING);
            Bundle bundle = context.installBundle(
                    Path.of(System.getProperty("probe.disk")).toUri().toString());
            try {
                bundle.start();
                agent.await("/vm/shop", instance -> instance.reason() == Reason.NONE);
            } finally {
                bundle.uninstall();
            }
            ObservedInstance left = agent.await("/vm/shop", instance -> instance.reason() == Reason.PROBE_MISSING);
            assertEquals(InstanceState.DEPLOYED_STARTED, left.state());
        }
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
