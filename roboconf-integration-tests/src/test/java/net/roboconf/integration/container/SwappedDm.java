package net.roboconf.integration.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerStatus;
import net.roboconf.dm.NewInstance;
import org.osgi.framework.BundleContext;

/** The Deployment Manager in the Karaf of a test, while an extension of it comes and goes in the folder {@code deploy}. */
final class SwappedDm implements AutoCloseable {

    private static final String APPLICATION = "swaps";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 20;

    private final BundleContext context;
    private final Manager manager;
    private final long term;
    private final String extension;
    private final SwapJar jar;
    private final Path dropped;

    /**
     * With an extension that is not there yet.
     *
     * @param extension the symbolic name of its bundle
     * @param property the system property that names its file
     */
    SwappedDm(BundleContext context, String extension, String property) throws Exception {
        this.context = context;
        this.extension = extension;
        jar = new SwapJar(property);
        dropped = Path.of(System.getProperty("karaf.base"), "deploy", extension + ".jar");
        Services.awaitBoot(context);
        manager = (Manager) Services.await(context, "net.roboconf.dm.Manager");
        awaitStatus(ManagerStatus::ready);
        term = manager.status().term();
    }

    /** Puts this version of it there, in the place of another one, and waits until it runs. */
    void drop(String version) throws Exception {
        SwapJar.put(jar.version(version), dropped);
        Bundles.await(context, extension, version);
    }

    void delete() throws IOException {
        Files.delete(dropped);
    }

    /** An application of machines without software. */
    void create(String target) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : template(target).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        get(manager.uploadTemplate(new ByteArrayInputStream(bytes.toByteArray())));
        get(manager.createApplication(APPLICATION, "Swaps", "1.0", ""));
    }

    private static Map<String, String> template(String target) {
        return Map.of(
                "descriptor/application.properties",
                "name = Swaps\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n",
                "graph/main.graph",
                "Machine {\n  installer: target;\n}\n",
                "graph/Machine/target.properties",
                target);
    }

    /** Has one more machine deployed. */
    void machine(String name) throws Exception {
        get(manager.addInstance(APPLICATION, new NewInstance(null, name, "Machine", Map.of(), Map.of())));
        get(manager.deployAndStartAll(APPLICATION, InstancePath.root(name)));
    }

    void undeployAll() throws Exception {
        get(manager.undeployAll(APPLICATION, null));
    }

    /** Waits until a machine is as it should be. */
    InstanceView await(String name, Predicate<InstanceView> as) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            InstanceView seen = manager.application(APPLICATION)
                    .flatMap(application -> application.instance(InstancePath.root(name)))
                    .orElseThrow();
            if (as.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not in time: " + seen + ", " + manager.status());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Waits until the Deployment Manager is as it should be. */
    ManagerStatus awaitStatus(Predicate<ManagerStatus> as) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!as.test(manager.status())) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not in time: " + manager.status());
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return manager.status();
    }

    /** Whether it is still the one that it was, in the same run. */
    boolean wentOn() throws Exception {
        return Services.await(context, "net.roboconf.dm.Manager") == manager
                && manager.status().term() == term;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(dropped);
    }
}
