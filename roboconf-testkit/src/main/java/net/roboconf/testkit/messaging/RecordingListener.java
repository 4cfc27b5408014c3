package net.roboconf.testkit.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.RejectedMessage;

/** Writes down what a participant is told, and lets a test wait for it. Acknowledges what came unless told otherwise. */
public class RecordingListener implements MessagingListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nobody tells that a thread has ended. */
    private static final long LOOK_MILLIS = 20;

    private final List<String> events = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Message> unconfirmed = new ArrayList<>();
    private final List<RejectedMessage> rejected = new ArrayList<>();
    private int connections;
    private int losses;

    @Override
    public synchronized void connected() {
        connections++;
        note("connected");
    }

    @Override
    public synchronized void disconnected(String why) {
        losses++;
        note("disconnected: " + why);
    }

    @Override
    public void received(Delivery delivery) {
        record(delivery);
        delivery.acknowledge();
    }

    /** Writes a delivery down without acknowledging it. */
    protected final synchronized void record(Delivery delivery) {
        deliveries.add(delivery);
        note("received " + delivery);
    }

    @Override
    public synchronized void unconfirmed(Address to, Message message) {
        unconfirmed.add(message);
        note("unconfirmed " + message);
    }

    @Override
    public synchronized void rejected(RejectedMessage message) {
        rejected.add(message);
        note("rejected " + message.why());
    }

    private synchronized void note(String event) {
        events.add(event);
        notifyAll();
    }

    /** All that was told, in order. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** What came, in order. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** The ids of the calls that came, in order. */
    public List<String> ids() {
        return deliveries().stream().map(one -> ((Call) one.message()).id()).toList();
    }

    /** The ids of the calls that were not confirmed, in order. */
    public synchronized List<String> unconfirmedIds() {
        return unconfirmed.stream().map(one -> ((Call) one).id()).toList();
    }

    /** What was rejected, in order. */
    public synchronized List<RejectedMessage> rejected() {
        return List.copyOf(rejected);
    }

    /** Waits until so many were rejected. */
    public void awaitRejections(int count) {
        await(() -> rejected.size() >= count, count + " rejections");
    }

    /** How often the connection came about. */
    public synchronized int connections() {
        return connections;
    }

    /** How often the connection went away, or could not be made. */
    public synchronized int losses() {
        return losses;
    }

    /** Waits until it was connected this often. */
    public void awaitConnections(int count) {
        await(() -> connections >= count, "connection " + count);
    }

    /** Waits until it was disconnected this often. */
    public void awaitLosses(int count) {
        await(() -> losses >= count, "loss " + count);
    }

    /** Waits until so many messages came. */
    public void awaitDeliveries(int count) {
        await(() -> deliveries.size() >= count, count + " messages");
    }

    /** Waits until the last message that came is the call with this id. */
    public void awaitId(String id) {
        await(() -> ids().contains(id), "message " + id);
    }

    /** Waits until something holds: looks after each thing that this is told, and every now and then without. */
    public synchronized void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Waited in vain for " + what + "; told were "
                        + events.subList(Math.max(0, events.size() - 20), events.size()));
            }
            try {
                wait(Math.min(left, LOOK_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + what, e);
            }
        }
    }
}
