package net.roboconf.dm.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.RefusedBundles;
import net.roboconf.core.osgi.UnusedBundles;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.core.target.Target;
import net.roboconf.dm.internal.host.InstalledMessaging;
import net.roboconf.dm.internal.host.InstalledTarget;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What bundles extend the Deployment Manager with: targets and messagings that have said what they are, and what is installed
 * and not used. Thread-safe.
 */
final class Extensions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    /** What comes in a row, such as the bundles of a start, is looked at once. */
    private static final long SOON_MILLIS = 200;

    private static final long PATIENCE_MILLIS = 10_000;

    /** One thread for each that does not answer; they end soon, for they remember who was on the stack when they began. */
    private final ExecutorService questions = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), daemon("roboconf-dm-arrival"));

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("roboconf-dm-bundle"));
    private final Consumer<List<UnusedExtension>> changed;
    private final Arrivals<InstalledTarget> targets;
    private final Arrivals<InstalledMessaging> messagings;
    private final ExtensionTracker<Target, InstalledTarget> targetTracker;
    private final ExtensionTracker<MessagingProvider, InstalledMessaging> messagingTracker;
    private final UnusedBundles bundles;

    /**
     * Looks at nothing yet.
     *
     * @param changed told of all that is not used, whenever that may have changed
     */
    Extensions(
            BundleContext context,
            Arrivals.User<InstalledTarget> targetUser,
            Arrivals.User<InstalledMessaging> messagingUser,
            Consumer<List<UnusedExtension>> changed) {
        this.changed = changed;
        bundles = new UnusedBundles(context, this::soon, unused -> tell());
        targets = new Arrivals<>(ExtensionKind.TARGET, targetUser, questions, timer, PATIENCE_MILLIS, this::look);
        messagings =
                new Arrivals<>(ExtensionKind.MESSAGING, messagingUser, questions, timer, PATIENCE_MILLIS, this::look);
        targetTracker =
                new ExtensionTracker<>(context, Target.class, ExtensionKind.TARGET, targets, InstalledTarget::of);
        messagingTracker = new ExtensionTracker<>(
                context, MessagingProvider.class, ExtensionKind.MESSAGING, messagings, InstalledMessaging::of);
    }

    void open() {
        targetTracker.open();
        messagingTracker.open();
        bundles.open();
    }

    /** Asks this one which bundles are refused from now on; null for nobody. */
    void ask(RefusedBundles guard) {
        bundles.ask(guard);
    }

    /**
     * Which targets are used.
     *
     * @param handlers for which one is, by the number of its service
     */
    List<ExtensionUse.Used> targets(LongFunction<Set<String>> handlers) {
        return targets.used(handlers);
    }

    private void look() {
        bundles.look();
        soon(this::tell);
    }

    private void soon(Runnable task) {
        try {
            timer.schedule(task, SOON_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The Deployment Manager stops; nothing is looked at any more", e);
        }
    }

    private void tell() {
        List<UnusedExtension> unused = new ArrayList<>(bundles.list());
        unused.addAll(targets.unused());
        unused.addAll(messagings.unused());
        changed.accept(unused);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        bundles.close();
        targetTracker.close();
        messagingTracker.close();
        timer.shutdownNow();
        questions.shutdownNow();
    }
}
