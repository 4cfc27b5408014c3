package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.roboconf.core.osgi.ExtensionKind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The jars in the folder {@code system} of a distribution without Karaf's features service. What is installed is where Karaf
 * looks when it begins with an empty cache, too: in {@code etc/startup.properties}.
 */
final class FolderOffers implements Offers {

    /** That of all plug-ins. */
    private static final int START_LEVEL = 80;

    private static final String GROUP = "net/roboconf";

    private final BundleContext context;
    private final Path group;
    private final StartupFile startup;

    /**
     * With what is there.
     *
     * @param system the folder {@code system} of the distribution
     * @param startup what Karaf installs at its first start
     */
    FolderOffers(BundleContext context, Path system, StartupFile startup) {
        this.context = context;
        this.group = system.resolve(GROUP);
        this.startup = startup;
    }

    @Override
    public SortedMap<String, String> list(ExtensionKind kind) throws IOException {
        SortedMap<String, String> names = new TreeMap<>();
        String prefix = Offers.prefix(kind);
        if (Files.isDirectory(group)) {
            for (Path folder : folders(group)) {
                String artifact = folder.getFileName().toString();
                String version = artifact.startsWith(prefix) ? newest(folder) : null;
                if (version != null) {
                    names.put(artifact.substring(prefix.length()), version);
                }
            }
        }
        return names;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** Null when there is none. */
    private static String newest(Path artifact) throws IOException {
        String newest = null;
        for (Path folder : folders(artifact)) {
            String version = folder.getFileName().toString();
            if (Files.exists(jar(artifact, version)) && (newest == null || Versions.isNewer(version, newest))) {
                newest = version;
            }
        }
        return newest;
    }

    private static Path jar(Path artifact, String version) {
        return artifact.resolve(version).resolve(artifact.getFileName() + "-" + version + ".jar");
    }

    @Override
    public boolean isInstalled(ExtensionKind kind, String name) {
        return installed(Offers.artifact(kind, name)) != null;
    }

    private Bundle installed(String artifact) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith("mvn:net.roboconf/" + artifact + "/")) {
                return bundle;
            }
        }
        return null;
    }

    @Override
    public void install(ExtensionKind kind, String name) throws IOException, BundleException {
        String artifact = Offers.artifact(kind, name);
        Bundle bundle = installed(artifact);
        if (bundle == null) {
            String version = newest(group.resolve(artifact));
            String location = "mvn:net.roboconf/" + artifact + "/" + version;
            try (InputStream jar = Files.newInputStream(jar(group.resolve(artifact), version))) {
                bundle = context.installBundle(location, jar);
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        }
        bundle.start();
        startup.add(bundle.getLocation(), START_LEVEL);
    }

    @Override
    public void uninstall(ExtensionKind kind, String name) throws IOException, BundleException {
        Bundle bundle = installed(Offers.artifact(kind, name));
        startup.remove(bundle.getLocation());
        bundle.uninstall();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle));
    }
}
