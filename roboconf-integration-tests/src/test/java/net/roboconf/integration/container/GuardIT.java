package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** Extensions that would end the process, installed in the agent's Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GuardIT {

    private static final String REFUSED = "net.roboconf.core.osgi.RefusedBundles";

    @Inject
    private BundleContext context;

    /** Would end this test, too. */
    public static final class Ends implements BundleActivator {

        @Override
        public void start(BundleContext context) {
            System.exit(1);
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing is held.
        }
    }

    /** Does no harm. */
    public static final class Behaves implements BundleActivator {

        @Override
        public void start(BundleContext context) {
            // Nothing is done.
        }

        @Override
        public void stop(BundleContext context) {
            // Nothing is held.
        }
    }

    @Configuration
    public Option[] agent() {
        return new Option[] {Distribution.agent()};
    }

    @After
    public void uninstall() throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith("guarded:")) {
                bundle.uninstall();
            }
        }
    }

    private Bundle install(String name, Class<?> activator) throws Exception {
        return context.installBundle("guarded:" + name, plugin(name, activator));
    }

    private static InputStream plugin(String name, Class<?> activator) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework,net.roboconf.core.plugin");
        String file = activator.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = GuardIT.class.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new ZipEntry(file));
            in.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private Object why(Bundle bundle) throws Exception {
        Object service = Services.await(context, REFUSED);
        return guard().loadClass(REFUSED).getMethod("why", Bundle.class).invoke(service, bundle);
    }

    private Bundle guard() {
        for (Bundle bundle : context.getBundles()) {
            if ("roboconf-karaf-subjects".equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("It is not there");
    }

    @Test
    public void it_stays_installed_until_it_is_replaced() throws Exception {
        Bundle ending = install("ending", Ends.class);
        assertEquals(Ends.class.getName() + " calls System.exit", why(ending));
        assertThrows(BundleException.class, ending::start);
        assertEquals(Bundle.INSTALLED, ending.getState());

        ending.update(plugin("ending", Behaves.class));
        ending.start();
        assertEquals(Bundle.ACTIVE, ending.getState());
        assertEquals("", why(ending));

        assertThrows(BundleException.class, () -> ending.update(plugin("ending", Ends.class)));
        assertEquals(Bundle.INSTALLED, ending.getState());
        ending.uninstall();
        assertEquals("", why(ending));
        Bundle another = install("ending", Behaves.class);
        another.start();
        assertEquals(Bundle.ACTIVE, another.getState());
    }

    @Test
    public void it_keeps_no_other_from_starting() throws Exception {
        Bundle ending = install("ending", Ends.class);
        Bundle behaving = install("behaving", Behaves.class);
        context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(List.of(ending, behaving));
        behaving.start();
        assertEquals(Bundle.ACTIVE, behaving.getState());
        assertEquals(Bundle.INSTALLED, ending.getState());
    }

    @Test
    public void it_is_refused_also_when_it_was_resolved_before_the_guard_was_there() throws Exception {
        guard().stop();
        Bundle ending = install("ending", Ends.class);
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        assertTrue(wiring.resolveBundles(List.of(ending)));

        CountDownLatch refreshed = new CountDownLatch(1);
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        guard().start();
        assertTrue(refreshed.await(60, TimeUnit.SECONDS));
        assertEquals(Bundle.INSTALLED, ending.getState());
        assertThrows(BundleException.class, ending::start);
    }
}
