package net.roboconf.agent.internal.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;

/** One participant's place, whose other end is the test. */
public final class FakeMessaging implements Messaging {

    /** What was published and where to. */
    public record Sent(Address to, Message message) {}

    /** Who this is. */
    public final Participant participant;

    private final MessagingListener listener;
    private final BiConsumer<FakeMessaging, Sent> answering;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile Set<Subscription> subscribed = Set.of();
    private volatile boolean connected;
    private volatile boolean closed;

    /** Not connected yet. */
    public FakeMessaging(
            Participant participant, MessagingListener listener, BiConsumer<FakeMessaging, Sent> answering) {
        this.participant = participant;
        this.listener = listener;
        this.answering = answering;
    }

    /** Connects, and says so. */
    public FakeMessaging connect() {
        connected = true;
        listener.connected();
        return this;
    }

    /** Loses the connection, and says so. */
    public void disconnect(String why) {
        connected = false;
        listener.disconnected(why);
    }

    /** Has a message come from the Deployment Manager. */
    public void deliver(Message message) {
        deliver(message, MessagingListener.Delivery.MANAGER);
    }

    /** Has a message come. */
    public void deliver(Message message, String sender) {
        if (closed) {
            return;
        }
        listener.received(new MessagingListener.Delivery() {
            @Override
            public Message message() {
                return message;
            }

            @Override
            public String sender() {
                return sender;
            }

            @Override
            public void acknowledge() {
                acknowledged.incrementAndGet();
            }
        });
    }

    /** All messages of a kind that were published, oldest first. */
    public <T extends Message> List<T> sent(Class<T> kind) {
        return sent.stream()
                .map(Sent::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The newest message of a kind; null when there is none. */
    public <T extends Message> T last(Class<T> kind) {
        List<T> all = sent(kind);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** How many deliveries were acknowledged. */
    public int acknowledged() {
        return acknowledged.get();
    }

    /** What is subscribed to. */
    public Set<Subscription> subscribed() {
        return subscribed;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void subscribe(Set<Subscription> wanted) {
        subscribed = Set.copyOf(wanted);
    }

    @Override
    public void serve(Set<String> applications) {
        throw new UnsupportedOperationException("An agent serves no application");
    }

    @Override
    public void publish(Address to, Message message) {
        Sent one = new Sent(to, message);
        if (!connected) {
            sent.add(one);
            listener.unconfirmed(to, message);
        } else {
            answering.accept(this, one);
            sent.add(one);
        }
    }

    @Override
    public Messaging share(Participant other, MessagingListener ear) {
        throw new UnsupportedOperationException("Not used");
    }

    @Override
    public long published() {
        return sent.size();
    }

    @Override
    public long publishedBytes() {
        return 0;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        connected = false;
    }
}
