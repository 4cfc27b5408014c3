package net.roboconf.messaging.rabbitmq.internal;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one connection. The <i>writer</i> does what is handed to {@link #write}, in order, and its duties in
 * between; the <i>events</i> thread does what is handed to {@link #tell}, and is the one on which participants hear
 * anything. Neither queue is bounded here: the link bounds messages, the prefetch bounds deliveries, and each message
 * that was handed over must be told of once.
 */
final class LinkThreads {

    /** What the writer does beside its tasks. */
    interface Duties {

        /** Called after some tasks, and when it is due. */
        void tend();

        /** How long to wait at most until {@link #tend} is called again, in nanoseconds. */
        long untilDue();

        /** A task failed in a way that it should not. */
        void failed(RuntimeException problem);

        /** The last thing that the writer does; ends the connection in a friendly way. */
        void hangUp();

        /** Makes the writer come back from whatever it waits for; called on another thread. */
        void cut();
    }

    private static final Logger LOG = LoggerFactory.getLogger(LinkThreads.class);
    private static final long FRIENDLY_MS = 1_200;
    private static final long FORCED_MS = 400;
    private static final long REST_MS = 100;
    /** How many tasks in a row; acknowledgements of that many are sent together. */
    private static final int BATCH = 256;

    private final String name;
    private final Duties duties;
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final ExecutorService events;
    private final Thread writer;
    private final Set<Thread> client = ConcurrentHashMap.newKeySet();
    private final AtomicInteger clientCount = new AtomicInteger();
    private volatile Thread eventsThread;
    private volatile boolean closing;

    LinkThreads(String name, Duties duties) {
        this.name = name;
        this.duties = duties;
        events = Executors.newSingleThreadExecutor(task -> {
            eventsThread = daemon(task, "-events");
            return eventsThread;
        });
        writer = daemon(this::run, "");
    }

    /** A thread for the client library, not started. */
    Thread forClient(Runnable task) {
        String suffix = "-io-" + clientCount.incrementAndGet();
        return daemon(
                () -> {
                    // The client library gives its threads other names before it starts them.
                    Thread.currentThread().setName(name + suffix);
                    client.add(Thread.currentThread());
                    try {
                        task.run();
                    } finally {
                        client.remove(Thread.currentThread());
                    }
                },
                suffix);
    }

    private Thread daemon(Runnable task, String suffix) {
        Thread thread = new Thread(task, name + suffix);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins; a second time changes nothing. */
    synchronized void start() {
        if (writer.getState() == Thread.State.NEW) {
            writer.start();
        }
    }

    ExecutorService events() {
        return events;
    }

    void write(Runnable task) {
        work.add(task);
    }

    void tell(Runnable task) {
        try {
            events.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed; nobody is told any more", name, e);
        }
    }

    private void run() {
        // What is there already comes first: a connection is made for somebody.
        long wait = 0;
        while (!closing) {
            try {
                Runnable task = work.poll(wait, TimeUnit.NANOSECONDS);
                for (int left = BATCH; task != null; left--) {
                    task.run();
                    task = left > 1 ? work.poll() : null;
                }
                duties.tend();
                wait = work.isEmpty() ? duties.untilDue() : 0;
            } catch (InterruptedException e) {
                LOG.debug("{} is told to end", name, e);
            } catch (RuntimeException e) {
                duties.failed(e);
            }
        }
        duties.hangUp();
    }

    /** Does what was handed over before, then ends the threads; by force when that takes too long. */
    void close(boolean patient) {
        write(() -> closing = true);
        try {
            if (patient) {
                writer.join(FRIENDLY_MS);
            }
            if (writer.isAlive()) {
                closing = true;
                duties.cut();
                writer.interrupt();
                writer.join(FORCED_MS);
            }
            events.shutdown();
            if (Thread.currentThread() != eventsThread && !events.awaitTermination(REST_MS, TimeUnit.MILLISECONDS)) {
                events.shutdownNow();
            }
            for (Thread thread : client) {
                if (thread != Thread.currentThread()) {
                    thread.join(REST_MS);
                }
            }
        } catch (InterruptedException e) {
            closing = true;
            duties.cut();
            events.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
