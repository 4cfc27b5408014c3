package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The agent's distribution in its Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AgentIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] agent() {
        return new Option[] {Distribution.agent()};
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
    public void the_messaging_is_there() throws Exception {
        assertNotNull(Services.await(context, "net.roboconf.core.messaging.MessagingProvider"));
    }
}
