package net.roboconf.dm.internal.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.ManagerException;

/** Looks on while an order is carried out; begins before the order is given, so that nothing is missed. */
final class Watch implements AutoCloseable {

    /** More than a person reads; what does not fit is left out, the end is seen all the same. */
    private static final int WAITING = 4096;

    /** An event tells when to look; this is for those that were left out. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Manager manager;
    private final String application;
    private final BlockingQueue<ManagerEvent> events = new LinkedBlockingQueue<>(WAITING);
    private final EventSubscription subscription;

    Watch(Manager manager, String application) {
        this.manager = manager;
        this.application = application;
        this.subscription = manager.subscribe(Long.MAX_VALUE, event -> {
            if (event.application().equals(application)) {
                events.offer(event);
            }
        });
    }

    /**
     * Shows what happens until all these instances are as expected, or gone.
     *
     * @throws ManagerException {@code NO_ANSWER} when that takes too long, with the reasons
     */
    void untilAsExpected(List<InstancePath> paths, Duration patience, Output out, Wording wording)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!late(paths).isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new ManagerException(
                        ErrorCode.NO_ANSWER,
                        "Not all is as expected after " + patience.toSeconds() + " s, and the order goes on. "
                                + late(paths).stream().map(Explanation::text).collect(Collectors.joining("; ")));
            }
            show(events.poll(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS), out, wording);
        }
        for (ManagerEvent event = events.poll(); event != null; event = events.poll()) {
            show(event, out, wording);
        }
    }

    private static void show(ManagerEvent event, Output out, Wording wording) {
        if (event != null && event.kind() == ManagerEvent.Kind.STATE_CHANGED) {
            out.line(wording.event(event));
        }
    }

    private List<Explanation> late(List<InstancePath> paths) {
        ApplicationView now = manager.application(application).orElse(null);
        return now == null
                ? List.of()
                : paths.stream()
                        .filter(p -> now.instance(p)
                                .filter(i -> i.actual() != i.expected())
                                .isPresent())
                        .map(now::explain)
                        .toList();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
