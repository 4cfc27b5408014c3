package ${package};

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.testkit.karaf.DeployFolder;
import net.roboconf.testkit.karaf.KarafDistribution;
import net.roboconf.testkit.karaf.OrderedAgent;
import net.roboconf.testkit.karaf.PluginServices;
import org.junit.Before;
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
import org.osgi.framework.FrameworkUtil;

/** The bundle in a real agent. All but {@code agent()} runs inside the agent's Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ${className}IT {

    private static final String BUNDLE = "plugin.bundle";
    private static final String INSTANCE = "/vm/one";

    @Inject
    private BundleContext context;

    private Plugin plugin;

    @Configuration
    public Option[] agent() {
        return new Option[] {
            KarafDistribution.agent(System.getProperty("agent.distribution")),
            CoreOptions.systemProperty(BUNDLE).value(System.getProperty(BUNDLE))
        };
    }

    /** As an administrator does it. */
    @Before
    public void drop_the_bundle_into_the_deploy_folder() throws Exception {
        new DeployFolder().put(Path.of(System.getProperty(BUNDLE)));
        plugin = new PluginServices(context).await("${installer}");
    }

    @Test
    public void the_bundle_serves_its_installer() {
        Bundle bundle = FrameworkUtil.getBundle(plugin.getClass());

        assertEquals("${artifactId}", bundle.getSymbolicName());
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals(Set.of("${installer}"), plugin.installers());
    }

    @Test
    public void an_agent_takes_the_steps_of_an_instance_with_it() throws Exception {
        Path running = Files.createTempDirectory(Path.of(System.getProperty("karaf.data")), "it")
                .resolve("running");
        Map<String, String> recipe =
                Map.of("commands.properties", "start = : > '%1$s'\nstop = rm '%1$s'\n".formatted(running));
        try (OrderedAgent agent = OrderedAgent.start(context)) {
            order(agent, InstanceState.DEPLOYED_STARTED, recipe);
            assertTrue(Files.exists(running));

            order(agent, InstanceState.DEPLOYED_STOPPED, recipe);
            assertFalse(Files.exists(running));
        }
    }

    private static void order(OrderedAgent agent, InstanceState state, Map<String, String> recipe) throws Exception {
        agent.want(List.of(agent.instance(INSTANCE, "${installer}", state, recipe, Map.of())));
        agent.await(INSTANCE, state);
    }
}
