package net.roboconf.integration.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The one bundle that a test brings into an untouched Karaf: does there what the test, another process, asks it to. It
 * needs nothing but OSGi and Karaf's features service, and so brings nothing that one of our features might lack.
 */
public final class Probe implements BundleActivator {

    /** The last line of an answer. */
    static final String END = ".";

    /** The system property with the port of the test. */
    static final String PORT = "probe.port";

    /** iPOJO leaves a value of its own in threads of Karaf that call a component; it goes when the thread needs the space. */
    private static final String LEAVES_A_VALUE = "org.apache.felix.ipojo";

    private static final String WEB_SERVER = "org.ops4j.pax.web.pax-web-runtime";

    /**
     * Karaf's bundle offers it once more whenever its configuration comes after its start, and takes none of them back before
     * its end: how often it is there is chance.
     */
    private static final String SSH_SERVER = "org.apache.sshd.server.SshServer";

    private BundleContext context;
    private Socket line;

    @Override
    public void start(BundleContext bundleContext) throws IOException {
        context = bundleContext;
        line = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT));
        new Thread(this::answer, "probe").start();
    }

    @Override
    public void stop(BundleContext bundleContext) throws IOException {
        line.close();
    }

    private void answer() {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out =
                        new PrintWriter(new OutputStreamWriter(line.getOutputStream(), StandardCharsets.UTF_8), true)) {
            for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
                out.println(done(List.of(asked.split(" "))));
                out.println(END);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The test cannot be heard", e);
        }
    }

    /** Empty when all is as it should be. */
    private String done(List<String> words) {
        try {
            Set<String> names = new LinkedHashSet<>(words.subList(1, words.size()));
            switch (words.get(0)) {
                case "repository" -> {
                    // Its last services come after that.
                    await("org.apache.karaf.features.BootFinished");
                    await(SSH_SERVER);
                    features().addRepository(URI.create(words.get(1)));
                }
                case "life" -> new Life().of(names);
                case "pairs" -> resolvePairs(List.copyOf(names));
                default -> throw new IllegalArgumentException(words.get(0));
            }
            return "";
        } catch (Exception | AssertionError e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    /** What each pair would need is there, and fits together; nothing is installed. */
    private void resolvePairs(List<String> names) throws Exception {
        for (int i = 0; i < names.size(); i++) {
            for (String other : names.subList(i + 1, names.size())) {
                features().installFeatures(Set.of(names.get(i), other), EnumSet.of(FeaturesService.Option.Simulate));
            }
        }
    }

    private FeaturesService features() throws InterruptedException, InvalidSyntaxException {
        return (FeaturesService) await(FeaturesService.class.getName());
    }

    private Object await(String type) throws InterruptedException, InvalidSyntaxException {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(context, context.createFilter("(objectClass=" + type + ")"), null);
        tracker.open(true);
        try {
            Object service = tracker.waitForService(60_000);
            if (service == null) {
                throw new AssertionError("There is no " + type);
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** From before the installation of some features until nothing is left of them. */
    private final class Life {

        private final Set<Bundle> before = Set.of(context.getBundles());
        private final Map<String, List<String>> services = services();

        void of(Set<String> features) throws Exception {
            Map<String, WeakReference<ClassLoader>> loaders = new TreeMap<>();
            try {
                features().installFeatures(features, EnumSet.noneOf(FeaturesService.Option.class));
                none("does not run", Bundles.notRunning(context));
                awaitWebServer();
                Restarts restarts = new Restarts(context, ours(features), () -> true);
                restarts.stopAndStartEach();
                if (came().stream().noneMatch(bundle -> Restarts.KEEPS_ITS_CLASSES.equals(bundle.getSymbolicName()))) {
                    restarts.refreshEach();
                    came().stream()
                            .filter(bundle -> !LEAVES_A_VALUE.equals(bundle.getSymbolicName()))
                            .forEach(bundle -> loaders.put(bundle.toString(), loader(bundle)));
                }
                none("does not run after restarts", Bundles.notRunning(context));
            } finally {
                features().uninstallFeatures(features, EnumSet.noneOf(FeaturesService.Option.class));
            }
            none("is left over", came());
            Restarts.await(() -> "the services are what they were: " + differences(), () -> differences()
                    .isEmpty());
            Restarts.await("threads end", () -> Restarts.threads().isEmpty());
            Restarts.awaitFree(context, loaders);
        }

        /**
         * Pax Web starts its server after its bundles, in a thread of its own. Whoever uninstalls it meanwhile stops the
         * bundles that are about to be told of it.
         */
        private void awaitWebServer() throws Exception {
            if (came().stream().anyMatch(bundle -> WEB_SERVER.equals(bundle.getSymbolicName()))) {
                await("org.osgi.service.http.runtime.HttpServiceRuntime");
            }
        }

        /** Those that a feature itself names; those of the features that it needs have their turn with these. */
        private List<Bundle> ours(Set<String> features) throws Exception {
            if (features.size() > 1) {
                return List.of();
            }
            Set<String> named = features().getFeature(features.iterator().next()).getBundles().stream()
                    .map(BundleInfo::getLocation)
                    .collect(Collectors.toSet());
            return came().stream()
                    .filter(bundle -> bundle.getSymbolicName().startsWith("roboconf-"))
                    .filter(bundle -> named.contains(bundle.getLocation()))
                    .toList();
        }

        private List<Bundle> came() {
            return Arrays.stream(context.getBundles())
                    .filter(bundle -> !before.contains(bundle))
                    .toList();
        }

        private WeakReference<ClassLoader> loader(Bundle bundle) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            return new WeakReference<>(wiring == null ? null : wiring.getClassLoader());
        }

        private Set<String> differences() {
            Set<String> different = new TreeSet<>();
            Map<String, List<String>> now = services();
            Set<String> all = new TreeSet<>(services.keySet());
            all.addAll(now.keySet());
            for (String bundle : all) {
                if (!services.getOrDefault(bundle, List.of()).equals(now.getOrDefault(bundle, List.of()))) {
                    different.add(bundle + " offered " + services.get(bundle) + " and now " + now.get(bundle));
                }
            }
            return different;
        }
    }

    private static void none(String what, List<?> found) {
        if (!found.isEmpty()) {
            throw new AssertionError(what + ": " + found);
        }
    }

    private Map<String, List<String>> services() {
        Map<String, List<String>> services = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            List<String> offered = new ArrayList<>(Restarts.services(bundle));
            if (offered.remove(SSH_SERVER)) {
                offered.removeIf(SSH_SERVER::equals);
                offered.add(SSH_SERVER);
            }
            if (!offered.isEmpty()) {
                services.put(bundle.toString(), offered);
            }
        }
        return services;
    }
}
