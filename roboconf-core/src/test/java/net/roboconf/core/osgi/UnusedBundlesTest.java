package net.roboconf.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.roboconf.core.plugin.Plugin;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

class UnusedBundlesTest {

    private static final String DECLARED = "net.roboconf.plugin;installer:List<String>=\"Swap,other\"";

    @TempDir
    Path cache;

    private Felix framework;
    private BundleContext context;
    private final List<Runnable> due = new ArrayList<>();
    private final List<List<UnusedExtension>> told = new ArrayList<>();

    @BeforeEach
    void start() throws BundleException {
        framework = new Felix(Map.of(
                "org.osgi.framework.storage",
                cache.toString(),
                "org.osgi.framework.system.packages.extra",
                "net.roboconf.core.plugin;version=1.0.0"));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    private Bundle install(String name, String... headers) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.2.3");
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return context.installBundle("test:" + name, new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static String importing(String range) {
        return "net.roboconf.core.plugin;version=\"" + range + "\"";
    }

    private List<UnusedExtension> unused() {
        return UnusedBundles.find(context, null);
    }

    @Test
    void one_for_another_version_of_the_contract_is_told_with_what_it_needs_and_what_is_here() throws Exception {
        Bundle bundle = install("swap", "Import-Package", importing("[2,3)"), "Provide-Capability", DECLARED);
        assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
        String why = "it needs the package net.roboconf.core.plugin in [2.0.0,3.0.0), and what is here is 1.0.0."
                + " It was made for another version of Roboconf: install one that was made for this version";
        assertThat(unused())
                .containsExactly(
                        new UnusedExtension(ExtensionKind.PLUGIN, "swap", "1.2.3", Set.of("swap", "other"), why));
        assertThat(UnusedExtension.reasons(unused()))
                .containsOnlyKeys("swap", "other")
                .containsEntry("swap", "the bundle swap 1.2.3 is not used: " + why);
    }

    @Test
    void one_that_declares_nothing_may_be_any() throws Exception {
        install("swap", "Import-Package", importing("[2,3)")).getState();
        assertThat(UnusedExtension.reasons(unused())).containsOnlyKeys(UnusedExtension.ANY);
        install("library", "Import-Package", "net.acme;version=\"7\"").getState();
        install("part", "Import-Package", importing("[2,3)"), "Fragment-Host", "swap")
                .getState();
        assertThat(unused()).hasSize(1);
    }

    @Test
    void what_somebody_else_would_have_to_offer_is_named() throws Exception {
        install("swap", "Import-Package", "net.acme,net.far;version=\"1.5\"", "Provide-Capability", DECLARED)
                .getState();
        install("far", "Import-Package", "net.gone", "Export-Package", "net.far;version=\"1.6\"")
                .getState();
        assertThat(unused().get(0).why())
                .isEqualTo(
                        "it needs the package net.acme, and nothing here offers it; the package net.far from 1.5.0, and"
                                + " only far offers it, which cannot run itself. Install what offers it, too");
    }

    @Test
    void what_is_optional_is_not_missing() throws Exception {
        Bundle bundle = install(
                "swap",
                "Import-Package",
                "net.acme;resolution:=optional," + importing("[1,2)"),
                "Provide-Capability",
                DECLARED);
        assertThat(unused().get(0).why()).isEqualTo("it is stopped. Start it");
        bundle.start();
        assertThat(unused().get(0).why()).startsWith("it runs but offers no plug-in");
        Plugin plugin = (Plugin) Proxy.newProxyInstance(
                Plugin.class.getClassLoader(), new Class<?>[] {Plugin.class}, (proxy, method, arguments) -> null);
        bundle.getBundleContext().registerService(Plugin.class, plugin, null);
        assertThat(unused()).isEmpty();
    }

    @Test
    void one_whose_start_fails_is_told() throws Exception {
        Bundle bundle = install("swap", "Provide-Capability", DECLARED, "Bundle-Activator", "net.acme.Gone");
        assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
        assertThat(unused().get(0).why()).isEqualTo("its start failed; data/log/karaf.log says why");
    }

    @Test
    void one_that_is_refused_is_told_with_what_it_calls() throws Exception {
        install("swap", "Import-Package", importing("[1,2)")).getState();
        assertThat(UnusedBundles.find(context, bundle -> "net.acme.Boom calls System.exit")
                        .get(0)
                        .why())
                .isEqualTo("it is refused because it would end this whole process: net.acme.Boom calls System.exit."
                        + " Install a version that throws an exception instead");
    }

    @Test
    void changes_are_told_once_for_all_that_happens_in_a_row() throws Exception {
        UnusedBundles watch = new UnusedBundles(context, due::add, told::add);
        watch.open();
        look();
        assertThat(told).isEmpty();
        Bundle bundle = install("swap", "Import-Package", importing("[2,3)"));
        watch.bundleChanged(null);
        watch.bundleChanged(null);
        assertThat(due).hasSize(1);
        look();
        assertThat(told).hasSize(1);
        assertThat(watch.list()).hasSize(1).isEqualTo(told.get(0));
        watch.look();
        look();
        assertThat(told).hasSize(1);
        bundle.uninstall();
        watch.look();
        look();
        assertThat(told).hasSize(2);
        assertThat(watch.list()).isEmpty();
        watch.close();
    }

    private synchronized void look() {
        List<Runnable> all = List.copyOf(due);
        due.clear();
        all.forEach(Runnable::run);
    }
}
