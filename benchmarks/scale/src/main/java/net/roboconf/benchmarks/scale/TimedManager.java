package net.roboconf.benchmarks.scale;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.target.Target;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerStatus;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.host.DeploymentManager;
import net.roboconf.dm.internal.host.MessagingChoice;
import net.roboconf.dm.internal.store.SqliteStore;

/** A whole Deployment Manager with its real store, and how to use and measure it. */
final class TimedManager implements AutoCloseable {

    /** How often it is looked whether all is started, in milliseconds: seldom enough to leave the processors to the work. */
    private static final long LOOK = 50;

    private static final long LIMIT_SECONDS = 600;

    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final DeploymentManager opened;

    TimedManager(Path data) throws IOException {
        opened = DeploymentManager.open(
                data,
                DmTuning.DEFAULT,
                () -> new CountingStore(SqliteStore.open(data.resolve("store")), commits, changes));
    }

    /** Lets it use this target and this messaging, and waits until it can. */
    void connect(Target target, MessagingChoice.Decision messaging, Consumer<Messaging> told)
            throws InterruptedException {
        opened.add(target);
        opened.useMessaging(messaging, told);
        until("The Deployment Manager is ready", () -> {
            ManagerStatus status = manager().status();
            return status.ready() && status.connected() && !status.targets().isEmpty();
        });
    }

    Manager manager() {
        return opened.manager();
    }

    /** Groups of changes that were stored, each with one flush of the disk. */
    long commits() {
        return commits.get();
    }

    /** Rows that were written. */
    long changes() {
        return changes.get();
    }

    /** Uploads a template and makes an application of it; gives the seconds that the application took. */
    double create(Shape shape, int n, String handler) throws InterruptedException {
        done(manager().uploadTemplate(new ByteArrayInputStream(shape.archive(n, handler))));
        long began = System.nanoTime();
        done(manager().createApplication(Shape.NAME, Shape.NAME, Shape.VERSION, ""));
        return (System.nanoTime() - began) / 1e9;
    }

    /** Orders everything to be started, and waits until it is; gives the seconds. */
    double start(int instances) throws InterruptedException {
        long began = System.nanoTime();
        done(manager().deployAndStartAll(Shape.NAME, null));
        until(instances + " instances are started", () -> all(InstanceState.DEPLOYED_STARTED, instances));
        return (System.nanoTime() - began) / 1e9;
    }

    ApplicationView application() {
        return manager().application(Shape.NAME).orElseThrow();
    }

    private boolean all(InstanceState state, int instances) {
        return application().states().equals(Map.of(state, instances));
    }

    static void done(CompletionStage<?> stage) throws InterruptedException {
        try {
            stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("No answer after " + LIMIT_SECONDS + " seconds", e);
        }
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > LIMIT_SECONDS * 1e9) {
                throw new IllegalStateException("Not after " + LIMIT_SECONDS + " seconds: " + what);
            }
            Thread.sleep(LOOK);
        }
    }

    /** What is alive on the heap of this process, in megabytes. */
    static long heapMegabytes() {
        // The second takes what the first has only made ready to go.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    /** How busy the machine is: a run beside others says little about time. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    @Override
    public void close() {
        opened.close();
    }
}
