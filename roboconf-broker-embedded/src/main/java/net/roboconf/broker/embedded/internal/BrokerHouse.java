package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.messaging.EmbeddedBroker;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.service.url.URLStreamHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the broker inside an OSGi framework, on a thread of its own: starting takes a second, and iPOJO must
 * not wait for it. Methods return at once, but for {@link #close}.
 */
public final class BrokerHouse {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerHouse.class);
    private static final long CLOSE_SECONDS = 10;

    private final BundleContext context;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private ExecutorService thread;

    // Only the thread touches what follows.
    private ServiceRegistration<WeavingHook> weaving;
    private ServiceRegistration<URLStreamHandlerService> urls;
    private ServiceRegistration<EmbeddedBroker> offer;
    private LocalBroker broker;
    private BrokerConfiguration configuration;

    /**
     * Prepares; nothing runs yet.
     *
     * @param folder where the broker keeps its files
     */
    public BrokerHouse(BundleContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** Begins; there is no broker before {@link #use}. */
    public synchronized void open() {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "roboconf-broker");
            made.setDaemon(true);
            // The broker finds its parts, and what it makes of the configuration, through it.
            made.setContextClassLoader(BrokerHouse.class.getClassLoader());
            return made;
        });
        thread.execute(() -> {
            weaving = BundleWeaving.registerIfNeeded(context);
            urls = ClasspathUrls.register(context);
        });
    }

    /** Has a broker as the configuration says; what is the same goes on undisturbed. */
    public synchronized void use(BrokerConfiguration wanted) {
        thread.execute(() -> {
            if (!wanted.equals(configuration)) {
                stopBroker();
                configuration = wanted;
                startBroker();
            }
        });
    }

    /** Ends the broker. Returns when it has ended. */
    public synchronized void close() {
        thread.execute(() -> {
            stopBroker();
            configuration = null;
            urls.unregister();
            if (weaving != null) {
                weaving.unregister();
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The embedded broker did not end within {} s", CLOSE_SECONDS);
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void startBroker() {
        if (!configuration.enabled()) {
            LOG.info("The embedded broker is off (enabled = false in etc/net.roboconf.broker.cfg)");
            return;
        }
        try {
            broker = LocalBroker.start(folder, configuration.port(), random);
            offer = context.registerService(EmbeddedBroker.class, broker, null);
            LOG.info("The {} is ready", broker);
        } catch (IOException e) {
            LOG.error("{}", e.getMessage(), e);
        }
    }

    private void stopBroker() {
        if (broker != null) {
            offer.unregister();
            broker.close();
            broker = null;
        }
    }
}
