package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.RefusedBundles;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** A framework with a distribution's folders, and somebody who uses each plug-in that runs for what its bundle declares. */
final class Container {

    final Path system;
    final Path deploy;
    final Path startup;

    /** What is wrong with plug-ins, by their bundles' symbolic names. */
    final Map<String, String> troubles = new ConcurrentHashMap<>();

    private final Path cache;
    private Felix framework;
    private Thread watcher;
    private volatile boolean watching;

    Container(Path folder) throws IOException, BundleException {
        system = Files.createDirectories(folder.resolve("system"));
        deploy = Files.createDirectories(folder.resolve("deploy"));
        startup = folder.resolve("startup.properties");
        Files.writeString(startup, "# What is there from the beginning.\nmvn\\:org.acme/first/1 = 30\n");
        cache = folder.resolve("cache");
        start();
    }

    void start() throws BundleException {
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", cache.toString());
        settings.put("org.osgi.framework.system.packages.extra", "net.roboconf.core.plugin;version=1.0.0");
        framework = new Felix(settings);
        framework.start();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(100);
        while (framework.adapt(FrameworkStartLevel.class).getStartLevel() < 100) {
            Thread.onSpinWait();
        }
        ExtensionUse use = this::used;
        context()
                .registerService(
                        ExtensionUse.class,
                        use,
                        new Hashtable<>(Map.of(ExtensionUse.KIND, ExtensionKind.PLUGIN.name())));
        RefusedBundles guard = bundle -> bundle.getHeaders().get("Refused") == null ? "" : "Boom calls System.exit";
        context().registerService(RefusedBundles.class, guard, null);
        context().registerService(ResolverHookFactory.class, triggers -> new Unresolved(), null);
        watching = true;
        watcher = new Thread(this::watch);
        watcher.start();
    }

    private List<ExtensionUse.Used> used() {
        List<ExtensionUse.Used> used = new ArrayList<>();
        for (Bundle bundle : context().getBundles()) {
            Set<String> names = ExtensionKind.PLUGIN.names(bundle);
            if (bundle.getState() == Bundle.ACTIVE && !names.isEmpty()) {
                String trouble = troubles.getOrDefault(bundle.getSymbolicName(), "");
                used.add(new ExtensionUse.Used(
                        bundle.getSymbolicName(),
                        bundle.getVersion().toString(),
                        trouble.isEmpty() ? names : Set.of(),
                        trouble));
            }
        }
        return used;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Extensions extensions() {
        return new Extensions(
                context(), ExtensionKind.PLUGIN, new FolderOffers(context(), system, new StartupFile(startup)));
    }

    Installation installation() {
        return new Installation(extensions(), new DeployFolder(context(), deploy), 10_000);
    }

    /** Does what Karaf does with its folder deploy, as often as it changes, until closed. */
    private void watch() {
        List<String> before = List.of();
        while (watching) {
            try {
                List<String> now = stamps();
                if (!now.equals(before)) {
                    look();
                }
                before = now;
                Thread.sleep(10);
            } catch (IOException | BundleException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<String> stamps() throws IOException {
        List<String> stamps = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(deploy, "*.jar")) {
            for (Path file : all) {
                stamps.add(file + " " + Files.readAttributes(file, "*"));
            }
        }
        return stamps;
    }

    private void look() throws IOException, BundleException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(deploy, "*.jar")) {
            for (Path file : all) {
                files.add(file.toUri().toString());
            }
        }
        for (String file : files) {
            Bundle bundle = context().getBundle(file);
            if (bundle == null) {
                bundle = context().installBundle(file, URI.create(file).toURL().openStream());
            } else {
                bundle.update(URI.create(file).toURL().openStream());
            }
            try {
                bundle.start();
            } catch (BundleException e) {
                // It tries again later.
                continue;
            }
        }
        for (Bundle bundle : Arrays.asList(context().getBundles())) {
            if (bundle.getLocation().startsWith("file:") && !files.contains(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
    }

    void close() throws BundleException, InterruptedException {
        watching = false;
        watcher.join();
        framework.stop();
        framework.waitForStop(0);
    }

    /** As the real guard does. */
    private static final class Unresolved implements ResolverHook {

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            candidates.removeIf(revision -> revision.getBundle().getHeaders().get("Refused") != null);
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
            // There are none.
        }

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            // All may be.
        }

        @Override
        public void end() {
            // Nothing is held.
        }
    }
}
