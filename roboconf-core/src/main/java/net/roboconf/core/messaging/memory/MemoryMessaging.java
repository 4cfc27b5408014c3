package net.roboconf.core.messaging.memory;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import net.roboconf.core.messaging.amqp.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One participant at a {@link MemoryHub}. */
final class MemoryMessaging implements Messaging {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryMessaging.class);

    private final MemoryHub hub;
    private final Participant self;
    private final String account;
    private final MessagingListener listener;
    private final MemoryMessaging parent;
    private final Mailbox mailbox;
    private final Set<MemoryMessaging> children = ConcurrentHashMap.newKeySet();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong publishedBytes = new AtomicLong();
    private final ReentrantLock calling = new ReentrantLock();
    private volatile boolean closed;
    /** Grows with each loss of the connection: what was on its way before is not delivered after it. */
    private final AtomicLong generation = new AtomicLong();

    /** Guarded by this. */
    private Set<Route> heard;

    MemoryMessaging(
            MemoryHub hub, Participant self, String account, MessagingListener listener, MemoryMessaging parent) {
        this.hub = hub;
        this.self = self;
        this.account = account;
        this.listener = listener;
        this.parent = parent;
        this.mailbox = new Mailbox(hub.executor());
        this.heard = hub.topology().alwaysHeard(self);
    }

    Participant self() {
        return self;
    }

    String account() {
        return account;
    }

    @Override
    public synchronized void subscribe(Set<Subscription> wanted) {
        Set<Route> routes = new HashSet<>(hub.topology().alwaysHeard(self));
        wanted.forEach(one -> routes.addAll(hub.topology().bindingsOf(one, self)));
        if (!closed) {
            hub.change(this, heard, routes);
            heard = routes;
        }
    }

    @Override
    public void serve(Set<String> applications) {
        // Every application has its place here.
    }

    @Override
    public void publish(Address to, Message message) {
        if (closed) {
            return;
        }
        if (!hub.deliver(this, to, message)) {
            mailbox.add(() -> call(told -> told.unconfirmed(to, message)));
            mailbox.run();
        }
    }

    @Override
    public Messaging share(Participant participant, MessagingListener other) {
        MemoryMessaging child = hub.enter(new MemoryMessaging(hub, participant, account, other, this));
        children.add(child);
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

    /** A message of so many bytes was brought to those who hear it. */
    void countPublished(int bytes) {
        for (MemoryMessaging one = this; one != null; one = one.parent) {
            one.published.incrementAndGet();
            one.publishedBytes.addAndGet(bytes);
        }
    }

    @Override
    public boolean isConnected() {
        return !closed && hub.isUp();
    }

    @Override
    public void close() {
        closed = true;
        children.forEach(MemoryMessaging::close);
        synchronized (this) {
            hub.leave(this, heard);
            heard = Set.of();
        }
        calling.lock();
        calling.unlock();
        if (parent != null) {
            parent.children.remove(this);
        }
    }

    /** Tells the listener what was added to be told; the caller holds no lock. */
    void tell() {
        mailbox.run();
    }

    void up() {
        mailbox.add(() -> call(MessagingListener::connected));
    }

    void down(String why) {
        generation.incrementAndGet();
        mailbox.add(() -> call(told -> told.disconnected(why)));
    }

    void receive(Route route, byte[] bytes, String sender) {
        long sent = generation.get();
        mailbox.add(() -> {
            if (sent == generation.get()) {
                read(route, bytes, sender);
            }
        });
    }

    private void read(Route route, byte[] bytes, String sender) {
        try {
            Message message = hub.codec().decode(bytes);
            call(told -> told.received(new Incoming(message, sender)));
        } catch (MessageFormatException e) {
            RejectedMessage rejected = new RejectedMessage(
                    sender, route.exchange() + ' ' + route.key(), e.problem(), e.getMessage(), bytes);
            call(told -> told.rejected(rejected));
        }
    }

    private void call(Consumer<MessagingListener> what) {
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

    private record Incoming(Message message, String sender) implements MessagingListener.Delivery {

        @Override
        public void acknowledge() {
            // Nothing waits for it.
        }
    }
}
