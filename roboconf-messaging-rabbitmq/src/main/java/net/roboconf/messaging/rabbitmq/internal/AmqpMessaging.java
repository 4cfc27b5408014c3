package net.roboconf.messaging.rabbitmq.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.messaging.rabbitmq.BrokerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One participant on a connection. */
public final class AmqpMessaging implements Messaging {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpMessaging.class);

    private final AmqpLink link;
    private final Participant self;
    private final MessagingListener listener;
    private final AmqpMessaging parent;
    private final Set<AmqpMessaging> children = ConcurrentHashMap.newKeySet();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong publishedBytes = new AtomicLong();
    /** Held while the listener is called, so that {@link #close} can promise that it is not any more. */
    private final ReentrantLock calling = new ReentrantLock();

    private volatile boolean closed;
    private volatile boolean connected;

    /** What it hears; only the writer touches it. */
    private Set<Route> heard = Set.of();

    // Only the events thread touches what follows.
    private Told told = Told.NOTHING;
    /** What came before the listener was told that it is connected. */
    private final List<Incoming> early = new ArrayList<>();
    /** What was handed to the listener, oldest first; those at the head are not acknowledged. */
    private final Deque<Incoming> open = new ArrayDeque<>();

    /** What the listener knows of the connection. */
    private enum Told {
        NOTHING,
        UP,
        DOWN
    }

    private AmqpMessaging(AmqpLink link, Participant self, MessagingListener listener, AmqpMessaging parent) {
        this.link = link;
        this.self = self;
        this.listener = listener;
        this.parent = parent;
    }

    /** Opens a connection for a participant; returns at once. */
    public static Messaging open(
            Participant self, BrokerSettings settings, MessagingListener listener, RandomGenerator random) {
        boolean managed = self instanceof Participant.Manager || self instanceof Participant.ManagerBlobs;
        String queues = AmqpTopology.queuePrefix(self);
        String name = self instanceof Participant.AgentBlobs ? queues + "-blobs" : queues;
        AmqpLink link = new AmqpLink(settings, queues, name, managed, random);
        AmqpMessaging messaging = new AmqpMessaging(link, self, listener, null);
        messaging.enter();
        return messaging;
    }

    private void enter() {
        Set<Route> always = link.topology().alwaysHeard(self);
        link.write(() -> {
            heard = always;
            link.join(this, always);
        });
        link.start();
    }

    @Override
    public void subscribe(Set<Subscription> subscriptions) {
        AmqpTopology topology = link.topology();
        Set<Route> wanted = new HashSet<>(topology.alwaysHeard(self));
        subscriptions.forEach(one -> wanted.addAll(topology.bindingsOf(one, self)));
        link.write(() -> {
            Set<Route> before = heard;
            heard = wanted;
            link.change(this, before, wanted);
        });
    }

    @Override
    public void serve(Set<String> applications) {
        Set<String> copy = Set.copyOf(applications);
        link.write(() -> link.serve(copy));
    }

    @Override
    public void publish(Address to, Message message) {
        publish(to, message, () -> {});
    }

    @Override
    public void publish(Address to, Message message, Runnable settled) {
        Outgoing outgoing = new Outgoing(this, to, message, settled);
        if (connected && link.takeRoom()) {
            link.write(() -> link.publish(outgoing));
        } else {
            unconfirmed(outgoing);
        }
    }

    @Override
    public Messaging share(Participant participant, MessagingListener other) {
        // Blobs must not hold up what is urgent.
        AmqpLink shared = participant instanceof Participant.AgentBlobs ? link.side() : link;
        AmqpMessaging child = new AmqpMessaging(shared, participant, other, this);
        children.add(child);
        child.enter();
        if (closed) {
            child.close();
        }
        return child;
    }

    @Override
    public long published() {
        return published.get();
    }

    @Override
    public long publishedBytes() {
        return publishedBytes.get();
    }

    @Override
    public boolean isConnected() {
        return connected && !closed;
    }

    @Override
    public void close() {
        closed = true;
        children.forEach(AmqpMessaging::close);
        calling.lock();
        calling.unlock();
        if (parent == null) {
            link.close();
        } else {
            parent.children.remove(this);
            link.write(() -> {
                connected = false;
                link.leave(this, heard);
                link.tell(this::acknowledgeAll);
            });
        }
    }

    Participant self() {
        return self;
    }

    /** All that it wants is in force; on the writer. */
    void up() {
        connected = true;
        link.tell(() -> {
            told = Told.UP;
            call(MessagingListener::connected);
            early.forEach(this::hand);
            early.clear();
        });
    }

    /** There is no connection; on the writer. */
    void down(String why) {
        connected = false;
        link.tell(() -> {
            early.clear();
            open.clear();
            if (told != Told.DOWN) {
                told = Told.DOWN;
                call(to -> to.disconnected(why));
            }
        });
    }

    /** A message came; on the events thread. */
    void receive(Incoming delivery) {
        if (told == Told.UP) {
            hand(delivery);
        } else {
            early.add(delivery);
        }
    }

    /** Something came that is no message; on the events thread. */
    void reject(RejectedMessage message) {
        call(to -> to.rejected(message));
    }

    private void hand(Incoming delivery) {
        while (!open.isEmpty() && open.peek().isAcknowledged()) {
            open.remove();
        }
        open.add(delivery);
        if (closed) {
            acknowledgeAll();
        } else {
            call(to -> to.received(delivery));
        }
    }

    /** What a participant that leaves has not acknowledged must not use up the prefetch; on the events thread. */
    private void acknowledgeAll() {
        early.forEach(Incoming::acknowledge);
        open.forEach(Incoming::acknowledge);
        early.clear();
        open.clear();
    }

    /** A message of this participant, of so many bytes, reached the broker; on the writer. */
    void countPublished(int bytes) {
        for (AmqpMessaging one = this; one != null; one = one.parent) {
            one.published.incrementAndGet();
            one.publishedBytes.addAndGet(bytes);
        }
    }

    /** A message of this participant may be lost. */
    void unconfirmed(Outgoing outgoing) {
        link.tell(() -> {
            call(to -> to.unconfirmed(outgoing.to(), outgoing.message()));
            outgoing.settled().run();
        });
    }

    /** Calls the listener unless this was closed; on the events thread. */
    void call(Consumer<MessagingListener> what) {
        calling.lock();
        try {
            if (!closed) {
                what.accept(listener);
            }
        } catch (RuntimeException e) {
            LOG.error("The listener of {} failed; what it was told is lost to it", self, e);
        } finally {
            calling.unlock();
        }
    }
}
