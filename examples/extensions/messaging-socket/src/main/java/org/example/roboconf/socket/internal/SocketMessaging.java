package org.example.roboconf.socket.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One participant's place on a link. */
final class SocketMessaging implements Messaging {

    static final AmqpTopology TOPOLOGY = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);

    private static final Logger LOG = LoggerFactory.getLogger(SocketMessaging.class);

    private final SocketLink link;
    private final Participant self;
    private final MessagingListener listener;
    private final SocketMessaging parent;
    private final int number;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong publishedBytes = new AtomicLong();
    private final AtomicLong rejections = new AtomicLong();

    /** Held while the listener is called; whoever closes waits for it, except when the listener itself closes. */
    private final ReentrantLock calling = new ReentrantLock();

    private volatile boolean closed;
    private volatile Set<Route> heard;

    /** Whether the listener was told that it is connected, or was not; written under the lock of the link. */
    private volatile State state = State.NEW;

    /** What a listener was told last. */
    enum State {
        NEW,
        UP,
        DOWN
    }

    /** @param parent null for the one that has the connection */
    SocketMessaging(SocketLink link, int number, Participant self, MessagingListener listener, SocketMessaging parent) {
        this.link = link;
        this.number = number;
        this.self = self;
        this.listener = listener;
        this.parent = parent;
        this.heard = TOPOLOGY.alwaysHeard(self);
    }

    int number() {
        return number;
    }

    Set<Route> heard() {
        return heard;
    }

    State state() {
        return state;
    }

    void state(State told) {
        state = told;
    }

    @Override
    public void subscribe(Set<Subscription> wanted) {
        Set<Route> routes = new HashSet<>(TOPOLOGY.alwaysHeard(self));
        wanted.forEach(one -> routes.addAll(TOPOLOGY.bindingsOf(one, self)));
        heard = Set.copyOf(routes);
        link.hear(this);
    }

    @Override
    public void serve(Set<String> applications) {
        // Every application has its place on this broker.
    }

    @Override
    public void publish(Address to, Message message) {
        publish(to, message, () -> {});
    }

    @Override
    public void publish(Address to, Message message, Runnable settled) {
        if (closed) {
            return;
        }
        SocketLink.Letter letter = new SocketLink.Letter(this, to, message, settled);
        try {
            link.publish(letter, TOPOLOGY.routeTo(to, self), link.codec().encode(message));
        } catch (MessageFormatException | IllegalArgumentException e) {
            LOG.error("{} cannot send {} to {}: {}", self, message.getClass().getSimpleName(), to, e.getMessage());
            link.tellUnconfirmed(letter);
        }
    }

    /** Says any bytes: for tests of what others do with them. */
    void sayAnything(Address to, byte[] bytes) {
        link.publish(new SocketLink.Letter(this, to, null, () -> {}), TOPOLOGY.routeTo(to, self), bytes);
    }

    /** A message of so many bytes is on its way. */
    void countPublished(int bytes) {
        for (SocketMessaging one = this; one != null; one = one.parent) {
            one.published.incrementAndGet();
            one.publishedBytes.addAndGet(bytes);
        }
    }

    /** Something came for this place. */
    void receive(Frame frame) {
        String sender = frame.words().get(2);
        try {
            Message message = link.codec().decode(frame.body());
            call(told -> told.received(new Incoming(message, sender)));
        } catch (MessageFormatException e) {
            String route = frame.words().get(0) + ' ' + frame.words().get(1);
            long count = rejections.incrementAndGet();
            if (Long.bitCount(count) == 1) { // a log is no place to be flooded: the first, second, fourth, eighth, …
                LOG.warn("{} sets aside what {} said, {} by now: {}", self, sender, count, e.getMessage());
            }
            call(told -> told.rejected(new RejectedMessage(sender, route, e.problem(), e.getMessage(), frame.body())));
        }
    }

    /** Tells the listener something, on the one thread of the link that does. */
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

    @Override
    public Messaging share(Participant participant, MessagingListener other) {
        return link.enter(participant, other, this);
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
        return !closed && state == State.UP;
    }

    @Override
    public void close() {
        if (parent == null) {
            link.close();
        } else {
            shut();
            link.leave(this);
        }
    }

    /** Lets nothing be told any more. */
    void shut() {
        closed = true;
        calling.lock();
        calling.unlock();
    }

    /** Who is away hears nothing later, so there is nothing to acknowledge. */
    private record Incoming(Message message, String sender) implements MessagingListener.Delivery {

        @Override
        public void acknowledge() {
            // Nothing waits for it.
        }
    }
}
