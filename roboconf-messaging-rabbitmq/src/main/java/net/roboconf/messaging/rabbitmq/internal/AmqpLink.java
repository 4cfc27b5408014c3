package net.roboconf.messaging.rabbitmq.internal;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.messaging.amqp.RoutingTable;
import net.roboconf.messaging.rabbitmq.BrokerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, made again whenever it is lost, and the participants that use it.
 *
 * <p><b>Order.</b> The {@link LinkThreads#write writer} alone talks to the broker, on one channel, with one queue for all
 * participants. So what one of them hands over keeps its order — a subscription before the ask that follows it — and no
 * answer of the broker is waited for but where somebody outside relies on it. A hundred agents in one process are there
 * as soon as the broker has made their bindings.
 *
 * <p><b>Bounds.</b> At most {@value #OUTSTANDING} messages are waiting or not confirmed; one more is unconfirmed at once,
 * because its sender must not wait and will state it again. A Deployment Manager that begins its term states one order
 * to each of 10,000 machines, and that must fit.
 *
 * <p><b>Recovery.</b> The client library's own is off: it repeats what was declared, while participants need what they
 * want <i>now</i>, under a fresh queue. Whatever the broker refuses ends the connection, and the next begins anew.
 *
 * <p>Methods are for the writer, unless they say otherwise.
 */
final class AmqpLink implements LinkThreads.Duties, Session.Owner {

    /** How many messages may be handed over and not confirmed. */
    static final int OUTSTANDING = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(AmqpLink.class);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A connection that was there for so long was a good one: the next is tried for soon. */
    private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String queuePrefix;
    private final BrokerSettings settings;
    private final boolean managed;
    private final RandomGenerator random;
    private final AmqpTopology topology;
    private final Dialer dialer;
    private final Backoff backoff;
    private final LinkThreads threads;
    private final MessageCodec codec = new MessageCodec();
    private final Semaphore room = new Semaphore(OUTSTANDING);
    private final RoutingTable<AmqpMessaging> table = new RoutingTable<>();

    // Only the writer touches what follows, but for the present connection's being there, which is read by others.
    private final Set<AmqpMessaging> members = new LinkedHashSet<>();
    /** Participants whose bindings were sent, and who are not told yet that they are connected. */
    private final Set<AmqpMessaging> arriving = new LinkedHashSet<>();
    /** The exchanges that this has made, here or on an earlier connection, and not removed. */
    private final Set<String> exchanges = new HashSet<>();

    private Set<String> served = Set.of();

    /** What was no message; only the events thread touches it. */
    private long rejected;

    private volatile Session session;
    private long connectedAt;
    private long nextTry = System.nanoTime();
    private String lastProblem;

    /** Made when it is needed; guarded by this. */
    private AmqpLink side;

    /**
     * Prepares a connection; {@link #start} begins.
     *
     * @param queuePrefix what its queues and threads are called after
     * @param managed whether this is a Deployment Manager's, which makes exchanges
     */
    AmqpLink(BrokerSettings settings, String queuePrefix, String name, boolean managed, RandomGenerator random) {
        this.settings = settings;
        this.queuePrefix = queuePrefix;
        this.managed = managed;
        this.random = random;
        this.topology = new AmqpTopology(settings.domain());
        this.backoff = new Backoff(random);
        this.threads = new LinkThreads("roboconf-amqp-" + name, this);
        this.dialer = new Dialer(settings, "roboconf " + name, threads);
    }

    /** Begins, once its first participant was let in; a second time changes nothing. From any thread. */
    void start() {
        threads.start();
    }

    /** The names on the broker. From any thread. */
    AmqpTopology topology() {
        return topology;
    }

    /** Has the writer do something, after everything that it was given before. From any thread. */
    void write(Runnable task) {
        threads.write(task);
    }

    /** Has the events thread do something. From any thread. */
    void tell(Runnable task) {
        threads.tell(task);
    }

    /** Takes a place for a message that will not be confirmed for a while; false when there is none. From any thread. */
    boolean takeRoom() {
        return room.tryAcquire();
    }

    /** A second connection of the same account, for what must not hold up this one. From any thread. */
    synchronized AmqpLink side() {
        if (side == null) {
            side = new AmqpLink(settings, queuePrefix, queuePrefix + "-blobs", managed, random);
        }
        return side;
    }

    /** Lets a participant in, who hears this. */
    void join(AmqpMessaging member, Set<Route> heard) {
        members.add(member);
        change(member, Set.of(), heard);
        if (session != null) {
            arriving.add(member);
        } else if (lastProblem != null) {
            member.down(lastProblem);
        }
    }

    /** Lets a participant go, who heard this. */
    void leave(AmqpMessaging member, Set<Route> heard) {
        members.remove(member);
        arriving.remove(member);
        change(member, heard, Set.of());
    }

    /** A participant hears other things than before. */
    void change(AmqpMessaging member, Set<Route> before, Set<Route> after) {
        List<Route> unwanted = before.stream()
                .filter(route -> !after.contains(route) && table.remove(route, member))
                .toList();
        List<Route> wanted = after.stream()
                .filter(route -> !before.contains(route) && table.add(route, member))
                .toList();
        attempt(present -> {
            for (Route route : unwanted) {
                present.unbind(route);
            }
            bind(present, wanted);
        });
    }

    /** Makes the exchanges of these applications exist, and those of no others. */
    void serve(Set<String> applications) {
        served = applications;
        attempt(present -> {
            declareExchanges(present);
            bind(present, table.routes());
        });
    }

    private void declareExchanges(Session present) throws IOException {
        Set<String> wanted = new LinkedHashSet<>(topology.commonExchanges());
        served.forEach(application -> wanted.addAll(topology.applicationExchanges(application)));
        Set<String> unwanted = new HashSet<>(exchanges);
        unwanted.removeAll(wanted);
        exchanges.addAll(wanted);
        present.declareExchanges(wanted);
        present.deleteExchanges(unwanted);
        exchanges.removeAll(unwanted);
    }

    private void bind(Session present, Collection<Route> routes) throws IOException {
        for (Route route : routes) {
            if (isThere(present, route)) {
                present.bind(route);
            }
        }
    }

    /** Whether the broker has the exchange. Who does not make exchanges relies on the Deployment Manager. */
    private boolean isThere(Session present, Route route) {
        return !managed || present.hasExchange(route.exchange());
    }

    /** Publishes; a place was taken for it. */
    void publish(Outgoing outgoing) {
        try {
            Route route = topology.routeTo(outgoing.to(), outgoing.from().self());
            byte[] body = codec.encode(outgoing.message());
            Session present = session;
            if (present == null || !isThere(present, route)) {
                refused(List.of(outgoing));
                return;
            }
            attempt(on -> {
                on.publish(outgoing, route, body);
                outgoing.from().countPublished(body.length);
            });
        } catch (MessageFormatException | IllegalArgumentException e) {
            LOG.error(
                    "{} cannot send {} to {}: {}",
                    outgoing.from().self(),
                    outgoing.kind(),
                    outgoing.to(),
                    e.getMessage());
            refused(List.of(outgoing));
        }
    }

    private interface Attempt {
        void on(Session present) throws IOException;
    }

    private void attempt(Attempt what) {
        Session present = session;
        if (present != null) {
            try {
                what.on(present);
            } catch (IOException | ShutdownSignalException e) {
                lost(present, Reason.of(e));
            }
        }
    }

    @Override
    public void tend() {
        if (session == null && nextTry - System.nanoTime() <= 0) {
            connect();
        }
        if (!arriving.isEmpty()) {
            attempt(present -> {
                present.settle();
                arriving.forEach(AmqpMessaging::up);
                arriving.clear();
            });
        }
        attempt(Session::flushAcks);
    }

    @Override
    public long untilDue() {
        return session == null ? Math.max(0, nextTry - System.nanoTime()) : IDLE_NANOS;
    }

    private void connect() {
        Connection made = null;
        try {
            made = dialer.dial();
            made.addBlockedListener(new Blocked());
            String queue = queuePrefix + '.' + Long.toUnsignedString(random.nextLong(), 36);
            Session opened = Session.open(this, made, queue, settings.username());
            if (managed) {
                declareExchanges(opened);
            }
            bind(opened, table.routes());
            opened.listen();
            session = opened;
            connectedAt = System.nanoTime();
            lastProblem = null;
            LOG.info("Connected to the broker as {}", settings);
            arriving.clear();
            members.forEach(AmqpMessaging::up);
            tell(MessageCodec::prepare);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            dialer.abort(made);
            away("The broker cannot be used as " + settings + ": " + Reason.of(e));
        }
    }

    private void lost(Session which, String why) {
        if (which != session) {
            return;
        }
        session = null;
        refused(which.end());
        dialer.cut();
        dialer.abort(which.connection());
        if (System.nanoTime() - connectedAt > LASTING_NANOS) {
            backoff.reset();
        }
        away("The connection to the broker as " + settings + " was lost: " + why);
    }

    private void away(String problem) {
        if (!problem.equals(lastProblem)) {
            LOG.info("{}. Trying again until it can.", problem);
            lastProblem = problem;
        }
        nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoff.next());
        arriving.clear();
        members.forEach(member -> member.down(problem));
    }

    @Override
    public void failed(RuntimeException problem) {
        LOG.error("The messaging failed and connects anew", problem);
        Session present = session;
        if (present != null) {
            lost(present, "internal error: " + problem);
        }
    }

    @Override
    public void hangUp() {
        Session present = session;
        session = null;
        if (present != null) {
            present.end();
            dialer.abort(present.connection());
        }
        dialer.end();
    }

    @Override
    public void cut() {
        dialer.end();
    }

    /** Ends the connection and its threads, within two seconds. From any thread. */
    void close() {
        AmqpLink further;
        synchronized (this) {
            further = side;
        }
        if (further != null) {
            further.close();
        }
        threads.close(session != null);
    }

    @Override
    public void confirmed(List<Outgoing> messages) {
        room.release(messages.size());
        messages.forEach(one -> one.settled().run());
    }

    @Override
    public void refused(List<Outgoing> messages) {
        room.release(messages.size());
        messages.forEach(one -> one.from().unconfirmed(one));
    }

    @Override
    public void ended(Session which, String why) {
        write(() -> lost(which, why));
    }

    @Override
    public void came(Session from, long tag, Route route, BasicProperties header, byte[] body) {
        if (from.isOver()) {
            return;
        }
        Runnable acknowledge = () -> write(() -> from.acknowledge(tag));
        Set<AmqpMessaging> hearers = table.hearersOf(route);
        if (hearers.isEmpty()) {
            acknowledge.run();
            return;
        }
        try {
            String sender = senderOf(header.getUserId());
            Message message = read(header.getContentType(), body);
            AtomicInteger open = new AtomicInteger(hearers.size());
            hearers.forEach(one -> one.receive(new Incoming(message, sender, open, acknowledge)));
        } catch (MessageFormatException e) {
            String account = header.getUserId() == null ? "" : header.getUserId();
            reject(
                    hearers,
                    new RejectedMessage(
                            account, route.exchange() + ' ' + route.key(), e.problem(), e.getMessage(), body));
            acknowledge.run();
        }
    }

    private void reject(Set<AmqpMessaging> hearers, RejectedMessage message) {
        rejected++;
        if (Long.bitCount(rejected) == 1) {
            // The first, the second, the fourth, …: who sends nonsense in a loop must not fill the log.
            LOG.warn(
                    "A message to {} from '{}' is set aside, {} in all so far: {}",
                    message.route(),
                    message.sender(),
                    rejected,
                    message.why());
        }
        hearers.forEach(one -> one.reject(message));
    }

    private Message read(String contentType, byte[] body) throws MessageFormatException {
        if (!Session.CONTENT_TYPE.equals(contentType)) {
            throw new MessageFormatException(
                    Problem.UNKNOWN_VERSION,
                    "It is written as '" + contentType + "', not as " + Session.CONTENT_TYPE,
                    null);
        }
        return codec.decode(body);
    }

    private String senderOf(String account) throws MessageFormatException {
        if (account == null) {
            throw new MessageFormatException(
                    Problem.UNKNOWN_SENDER, "It does not say from which account it comes", null);
        }
        if (account.equals(settings.managerUsername())) {
            return MessagingListener.Delivery.MANAGER;
        }
        if (account.equals(MessagingListener.Delivery.MANAGER)) {
            throw new MessageFormatException(
                    Problem.UNKNOWN_SENDER, "Its account pretends to be the Deployment Manager's", null);
        }
        return account;
    }

    private final class Blocked implements BlockedListener {

        @Override
        public void handleBlocked(String reason) {
            LOG.warn("The broker at {} takes no messages until it has more memory or disk space: {}", settings, reason);
        }

        @Override
        public void handleUnblocked() {
            LOG.info("The broker at {} takes messages again", settings);
        }
    }
}
