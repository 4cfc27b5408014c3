package net.roboconf.agent.internal.recipe;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Reply;

/**
 * The agent's second connection, over which blobs come, so that they delay no orders. It is open while a transfer uses it
 * and for a short while after. One transfer uses it at a time. Thread-safe.
 */
final class SideChannel implements AutoCloseable {

    /** What a transfer hears. */
    sealed interface Signal {

        /** An answer came. */
        record Answered(Reply reply) implements Signal {}

        /** The connection is there; what was asked before may be lost. */
        record Connected() implements Signal {}

        /** The connection is gone. */
        record Disconnected() implements Signal {}

        /** The channel was closed for good. */
        record Closed() implements Signal {}
    }

    private final Function<MessagingListener, Messaging> opener;
    private final ScheduledExecutorService timer;
    private final Executor closer;
    private final long idle;

    /** A transfer has a bounded number of calls under way; answers that nobody waits for are dropped. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(256);

    private Messaging messaging;
    private boolean inUse;
    private boolean closed;
    private Future<?> closing;

    /**
     * Closed at first.
     *
     * @param opener opens the connection
     * @param timer rings when the channel was idle for long
     * @param closer closes it then; may block
     * @param idle how long the channel stays open without use, in milliseconds
     */
    SideChannel(
            Function<MessagingListener, Messaging> opener, ScheduledExecutorService timer, Executor closer, long idle) {
        this.opener = opener;
        this.timer = timer;
        this.closer = closer;
        this.idle = idle;
    }

    /**
     * Opens the channel for a transfer, unless it is open.
     *
     * @return whether it is connected; otherwise {@link Signal.Connected} tells when it is
     */
    synchronized boolean begin() {
        inUse = true;
        if (closing != null) {
            closing.cancel(false);
            closing = null;
        }
        signals.clear();
        if (closed) {
            signals.add(new Signal.Closed());
            return false;
        }
        if (messaging == null) {
            messaging = opener.apply(new Ear());
            return false;
        }
        return messaging.isConnected();
    }

    /** The transfer is over. */
    synchronized void end() {
        inUse = false;
        if (!closed) {
            closing = timer.schedule(() -> closer.execute(this::closeIdle), idle, TimeUnit.MILLISECONDS);
        }
    }

    private void closeIdle() {
        Messaging ended;
        synchronized (this) {
            if (inUse) {
                return;
            }
            ended = messaging;
            messaging = null;
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** Whether it was closed for good. */
    synchronized boolean isClosed() {
        return closed;
    }

    void ask(Call call) {
        Messaging now;
        synchronized (this) {
            now = messaging;
        }
        if (now != null) {
            now.publish(new Address.Manager(), call);
        }
    }

    /** The next thing that is heard; null when nothing was for so long. */
    Signal next(long millis) throws InterruptedException {
        return signals.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the transfer that uses the channel, and the channel. */
    @Override
    public void close() {
        Messaging ended;
        synchronized (this) {
            closed = true;
            ended = messaging;
            messaging = null;
            if (closing != null) {
                closing.cancel(false);
            }
        }
        if (ended != null) {
            ended.close();
        }
        signals.clear();
        signals.add(new Signal.Closed());
    }

    private final class Ear implements MessagingListener {

        @Override
        public void connected() {
            hear(new Signal.Connected());
        }

        @Override
        public void disconnected(String why) {
            // The main connection tells people.
            hear(new Signal.Disconnected());
        }

        @Override
        public void received(Delivery delivery) {
            if (delivery.message() instanceof Reply reply && delivery.sender().equals(Delivery.MANAGER)) {
                hear(new Signal.Answered(reply));
            }
            delivery.acknowledge();
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            // The transfer asks again at its deadline.
        }

        private void hear(Signal signal) {
            if (!signals.offer(signal)) {
                // Far more than was asked for: late answers. What is really missing is asked for again.
                signals.poll();
            }
        }
    }
}
