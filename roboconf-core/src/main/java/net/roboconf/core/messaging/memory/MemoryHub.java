package net.roboconf.core.messaging.memory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.messaging.amqp.RoutingTable;

/**
 * A place where participants of one process meet. Behaves like a broker: messages are written and read as on the wire, so
 * that what cannot travel shows; connections can be {@linkplain #interrupt interrupted} and {@linkplain #restore
 * restored}, and then what was on its way is lost.
 *
 * <p>Two things are simpler than on a broker: applications need not be {@linkplain Messaging#serve served} first, and
 * acknowledgements do not hold anything back. Safe for use by many threads.
 */
public final class MemoryHub implements AutoCloseable {

    private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);
    private final MessageCodec codec = new MessageCodec();
    private final RoutingTable<MemoryMessaging> table = new RoutingTable<>();
    private final Set<MemoryMessaging> members = new LinkedHashSet<>();
    private final Executor executor;
    private final ExecutorService own;
    private String interrupted;

    /** A hub whose listeners are called on a thread of its own, which ends with {@link #close}. */
    public MemoryHub() {
        own = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "roboconf-memory-hub");
            thread.setDaemon(true);
            return thread;
        });
        executor = own;
    }

    /**
     * A hub whose listeners are called by this executor; each of them in order and not at the same time, whether it has
     * many threads or runs tasks at once in the thread of the caller.
     */
    public MemoryHub(Executor executor) {
        this.own = null;
        this.executor = executor;
    }

    /** Opens a place for a participant. */
    public Messaging open(Participant self, MessagingListener listener) {
        return enter(new MemoryMessaging(this, self, accountOf(self), listener, null));
    }

    private static String accountOf(Participant self) {
        if (self instanceof Participant.Agent agent) {
            return agent.machine().value();
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return blobs.machine().value();
        }
        return MessagingListener.Delivery.MANAGER;
    }

    MemoryMessaging enter(MemoryMessaging member) {
        synchronized (this) {
            members.add(member);
            change(member, Set.of(), topology.alwaysHeard(member.self()));
            if (interrupted == null) {
                member.up();
            } else {
                member.down(interrupted);
            }
        }
        member.tell();
        return member;
    }

    synchronized void leave(MemoryMessaging member, Set<Route> heard) {
        members.remove(member);
        change(member, heard, Set.of());
    }

    synchronized void change(MemoryMessaging member, Set<Route> before, Set<Route> after) {
        before.stream().filter(route -> !after.contains(route)).forEach(route -> table.remove(route, member));
        after.stream().filter(route -> !before.contains(route)).forEach(route -> table.add(route, member));
    }

    /** Loses all connections, and all messages that were not delivered yet. */
    public void interrupt(String why) {
        List<MemoryMessaging> told;
        synchronized (this) {
            if (interrupted != null) {
                return;
            }
            interrupted = why;
            told = List.copyOf(members);
            told.forEach(member -> member.down(why));
        }
        told.forEach(MemoryMessaging::tell);
    }

    /** Lets all connect again. */
    public void restore() {
        List<MemoryMessaging> told;
        synchronized (this) {
            if (interrupted == null) {
                return;
            }
            interrupted = null;
            told = List.copyOf(members);
            told.forEach(MemoryMessaging::up);
        }
        told.forEach(MemoryMessaging::tell);
    }

    /** Whether messages can pass. */
    synchronized boolean isUp() {
        return interrupted == null;
    }

    /** Brings a message to all who hear it. False when it cannot be brought. */
    boolean deliver(MemoryMessaging from, Address to, Message message) {
        try {
            byte[] bytes = codec.encode(message);
            if (!deliver(topology.routeTo(to, from.self()), from.account(), bytes)) {
                return false;
            }
            from.countPublished(bytes.length);
            return true;
        } catch (MessageFormatException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Says what a participant that is no part of Roboconf might say: any bytes.
     *
     * @param from whose account is used
     */
    public void sayAnything(Participant from, Address to, byte[] bytes) {
        deliver(topology.routeTo(to, from), accountOf(from), bytes);
    }

    private boolean deliver(Route route, String account, byte[] bytes) {
        Set<MemoryMessaging> hearers;
        synchronized (this) {
            if (interrupted != null) {
                return false;
            }
            hearers = table.hearersOf(route);
            hearers.forEach(hearer -> hearer.receive(route, bytes, account));
        }
        hearers.forEach(MemoryMessaging::tell);
        return true;
    }

    AmqpTopology topology() {
        return topology;
    }

    MessageCodec codec() {
        return codec;
    }

    Executor executor() {
        return executor;
    }

    /** Ends the hub's own thread, if it has one. Participants are for those who opened them to close. */
    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
