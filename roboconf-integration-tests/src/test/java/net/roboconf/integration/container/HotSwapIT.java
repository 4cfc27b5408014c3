package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.inject.Inject;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.testkit.karaf.OrderedAgent;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Plug-ins come, go and are replaced in a running agent. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {

    private static final String NAME = "roboconf-swap-plugin";
    private static final String SHOP = "/vm/shop";

    @Inject
    private BundleContext context;

    private final List<Bundle> installed = new ArrayList<>();
    private Path folder;
    private Path dropped;
    private Path record;
    private SwapJar jar;
    private OrderedAgent agent;

    @Configuration
    public Option[] agent() {
        return new Option[] {
            Distribution.agent(), CoreOptions.systemProperty("swap.plugin").value(System.getProperty("swap.plugin"))
        };
    }

    @Before
    public void start() throws Exception {
        jar = new SwapJar();
        folder = Files.createTempDirectory(Path.of(System.getProperty("karaf.data")), "swap");
        record = folder.resolve("record");
        dropped = Path.of(System.getProperty("karaf.base"), "deploy", "swap.jar");
        agent = OrderedAgent.start(context);
    }

    @After
    public void end() throws Exception {
        Files.deleteIfExists(dropped);
        for (Bundle bundle : installed) {
            bundle.uninstall();
        }
        agent.close();
        Services.awaitNone(context, "net.roboconf.core.plugin.Plugin", NAME);
    }

    private Map<String, String> data(String... more) {
        Map<String, String> data = new HashMap<>(Map.of("record", record.toString()));
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i], more[i + 1]);
        }
        return data;
    }

    private void want(String path, InstanceState expected, String... data) {
        agent.want(List.of(instance(path, expected, data(data))));
    }

    private DesiredInstance instance(String path, InstanceState expected, Map<String, String> data) {
        return agent.instance(path, "swap", expected, Map.of(), data);
    }

    private static boolean isStarted(ObservedInstance instance) {
        return instance.state() == InstanceState.DEPLOYED_STARTED && instance.reason() == Reason.NONE;
    }

    private static boolean missesPlugin(ObservedInstance instance) {
        return instance.reason() == Reason.PLUGIN_MISSING;
    }

    private Bundle install(byte[] content) throws BundleException {
        Bundle bundle = context.installBundle("swap-" + installed.size(), new ByteArrayInputStream(content));
        installed.add(bundle);
        return bundle;
    }

    private static void awaitFile(Path file) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(file + " is not there");
            }
            Thread.sleep(5);
        }
    }

    private List<String> recorded() throws IOException {
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    @Test
    public void plugin_that_is_dropped_replaced_and_deleted_in_the_deploy_folder() throws Exception {
        want(SHOP, InstanceState.DEPLOYED_STARTED);
        agent.await(SHOP, HotSwapIT::missesPlugin);
        SwapJar.put(jar.version("1.0.1"), dropped);
        agent.await(SHOP, HotSwapIT::isStarted);
        SwapJar.put(jar.version("1.0.2"), dropped);
        Bundles.await(context, NAME, "1.0.2");
        want(SHOP, InstanceState.DEPLOYED_STOPPED);
        agent.await(SHOP, instance -> instance.state() == InstanceState.DEPLOYED_STOPPED);
        want(SHOP, InstanceState.DEPLOYED_STARTED);
        agent.await(SHOP, HotSwapIT::isStarted);
        Files.delete(dropped);
        ObservedInstance left = agent.await(SHOP, HotSwapIT::missesPlugin);
        assertEquals(InstanceState.DEPLOYED_STARTED, left.state());
        SwapJar.put(jar.version("1.0.3"), dropped);
        agent.await(SHOP, HotSwapIT::isStarted);
        assertEquals(
                List.of("deploy /vm/shop 1.0.1", "start /vm/shop 1.0.1", "stop /vm/shop 1.0.2", "start /vm/shop 1.0.2"),
                recorded());
    }

    @Test
    public void step_that_runs_ends_in_the_version_that_it_began_in() throws Exception {
        Bundle bundle = install(jar.version("1.0.1"));
        bundle.start();
        // The agent says that it deploys before the plug-in does: the plug-in itself says when it has begun.
        Path begun = folder.resolve("begun");
        want(SHOP, InstanceState.DEPLOYED_STOPPED, "millis", "1500", "begun", begun.toString());
        awaitFile(begun);
        replace(bundle, "1.0.2");
        agent.await(SHOP, instance -> instance.state() == InstanceState.DEPLOYED_STOPPED);
        want(SHOP, InstanceState.DEPLOYED_STARTED);
        agent.await(SHOP, HotSwapIT::isStarted);
        assertEquals(List.of("deploy /vm/shop 1.0.1", "start /vm/shop 1.0.2"), recorded());
    }

    @Test
    public void of_two_versions_the_newest_runs_and_the_other_one_takes_over() throws Exception {
        install(jar.version("1.10.0")).start();
        install(jar.version("1.9.0")).start();
        want(SHOP, InstanceState.DEPLOYED_STARTED);
        agent.await(SHOP, HotSwapIT::isStarted);
        installed.remove(0).uninstall();
        want(SHOP, InstanceState.DEPLOYED_STOPPED);
        agent.await(SHOP, instance -> instance.state() == InstanceState.DEPLOYED_STOPPED);
        assertEquals(List.of("deploy /vm/shop 1.10.0", "start /vm/shop 1.10.0", "stop /vm/shop 1.9.0"), recorded());
    }

    @Test
    public void hundred_swaps_while_fifty_instances_are_deployed() throws Exception {
        Bundle bundle = install(jar.version("1.0.0"));
        bundle.start();
        List<DesiredInstance> wanted = new ArrayList<>();
        String path = "/vm";
        for (int i = 0; i < 50; i++) {
            // Ten chains of five: each waits for the one above it.
            path = (i % 5 == 0 ? "/vm" : path) + "/i" + i;
            wanted.add(instance(path, InstanceState.DEPLOYED_STARTED, data("millis", "700")));
        }
        agent.want(wanted);
        for (int swap = 1; swap <= 100; swap++) {
            replace(bundle, "1.0." + swap);
        }
        List<ObservedInstance> all = agent.awaitAll(
                instances -> instances.size() == 50 && instances.stream().allMatch(HotSwapIT::isStarted));
        assertEquals(50, all.size());
        Map<String, Long> runs = recorded().stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
        assertEquals(100, runs.size());
        assertEquals(Set.of(1L), new TreeSet<>(runs.values()));
        long versions = recorded().stream()
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .distinct()
                .count();
        assertTrue("steps ran in " + versions + " versions", versions > 5);
    }

    private void replace(Bundle bundle, String version) throws Exception {
        bundle.update(new ByteArrayInputStream(jar.version(version)));
        Bundles.refresh(context, bundle);
        Bundles.await(context, bundle.getSymbolicName(), version);
    }

    @Test
    public void plugin_that_throws_or_does_not_fit_hurts_only_who_uses_it_and_is_named() throws Exception {
        install(jar.version("1.0.0")).start();
        agent.want(List.of(
                instance("/vm/throws", InstanceState.DEPLOYED_STARTED, data("odd", "deploy:throws")),
                instance("/vm/links", InstanceState.DEPLOYED_STARTED, data("odd", "deploy:links")),
                instance("/vm/well", InstanceState.DEPLOYED_STARTED, data())));
        agent.await("/vm/well", HotSwapIT::isStarted);
        for (String odd : List.of("/vm/throws", "/vm/links")) {
            ObservedInstance hurt = agent.await(odd, instance -> instance.state() == InstanceState.PROBLEM);
            assertEquals(Reason.STEP_FAILED, hurt.reason());
            assertTrue(hurt.message(), hurt.message().contains("the plug-in " + NAME + " 1.0.0"));
        }
    }

    @Test
    public void plugin_for_another_contract_never_serves() throws Exception {
        Bundle bundle = install(jar.forContract("[2,3)"));
        BundleException refused = null;
        try {
            bundle.start();
        } catch (BundleException e) {
            refused = e;
        }
        assertTrue(
                String.valueOf(refused), refused != null && refused.getMessage().contains("net.roboconf.core.plugin"));
        want(SHOP, InstanceState.DEPLOYED_STARTED);
        String why = agent.await(SHOP, instance -> instance.message().contains("[2.0.0,3.0.0)"))
                .message();
        assertTrue(why, why.contains("the bundle " + NAME + " " + bundle.getVersion() + " is not used"));
        assertTrue(
                why,
                why.contains("it needs the package net.roboconf.core.plugin in [2.0.0,3.0.0), and what is here is"));
        bundle.update(new ByteArrayInputStream(jar.version("1.0.1")));
        bundle.start();
        agent.await(SHOP, HotSwapIT::isStarted);
    }

    @Test
    public void plugin_that_misbehaves_before_it_serves_hurts_only_who_uses_it_and_is_named() throws Exception {
        Map<String, String> whys = Map.of(
                "made:throws", "it cannot be used: its bundle did not make it",
                "made:hangs", "it has not said within 10 s which installers it serves",
                "asked:throws", "it cannot be used: java.lang.IllegalStateException: thrown when it was asked",
                "asked:hangs", "it has not said within 10 s which installers it serves");
        List<DesiredInstance> wanted = new ArrayList<>();
        for (String odd : whys.keySet()) {
            String installer = odd.replace(':', '-');
            install(jar.odd("odd-" + installer, odd, installer)).start();
            wanted.add(agent.instance("/vm/" + installer, installer, InstanceState.DEPLOYED_STARTED, Map.of(), data()));
        }
        install(jar.version("1.0.0")).start();
        wanted.add(instance(SHOP, InstanceState.DEPLOYED_STARTED, data()));
        agent.want(wanted);
        agent.await(SHOP, HotSwapIT::isStarted);
        for (Map.Entry<String, String> odd : whys.entrySet()) {
            String installer = odd.getKey().replace(':', '-');
            ObservedInstance hurt = agent.await(
                    "/vm/" + installer,
                    instance -> missesPlugin(instance) && instance.message().contains(odd.getValue()));
            assertTrue(hurt.message(), hurt.message().contains("the bundle odd-" + installer));
        }
    }
}
