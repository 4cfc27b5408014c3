package net.roboconf.messaging.rabbitmq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;

/** Writes down all that a participant is told, and lets a test wait for it. */
final class RecordingListener implements MessagingListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> told = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    @Override
    public void connected() {
        note("connected");
    }

    @Override
    public void disconnected(String why) {
        note("disconnected: " + why);
    }

    @Override
    public synchronized void received(Delivery delivery) {
        deliveries.add(delivery);
        note("received " + delivery.message() + " from " + delivery.sender());
        delivery.acknowledge();
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        note("unconfirmed " + message);
    }

    private synchronized void note(String line) {
        told.add(line);
        notifyAll();
    }

    synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Waits until what was told looks like this. */
    synchronized void await(Predicate<List<String>> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(told)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Waited in vain; told so far: " + told);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    void awaitLine(String start) {
        await(lines -> lines.stream().anyMatch(line -> line.startsWith(start)));
    }
}
