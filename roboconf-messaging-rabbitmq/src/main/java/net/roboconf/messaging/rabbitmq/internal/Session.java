package net.roboconf.messaging.rabbitmq.internal;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.roboconf.core.messaging.amqp.Route;

/**
 * What was made on one connection: a channel and a fresh queue. Everything goes through this one channel, so the broker
 * does it in the order in which it was handed over, without a wait for each answer. For the writer, unless a method says
 * otherwise.
 */
final class Session {

    /** What hears of a session. */
    interface Owner {

        /** A delivery came; on the client's consumer executor. */
        void came(Session session, long tag, Route route, BasicProperties header, byte[] body);

        /** The broker has these; on the client's reader. */
        void confirmed(List<Outgoing> messages);

        /** The broker does not take these; on the client's reader. */
        void refused(List<Outgoing> messages);

        /** The session is of no use any more; on some thread of the client. */
        void ended(Session session, String why);
    }

    /**
     * How many deliveries may be unacknowledged. Acknowledgements follow group commits, so a Deployment Manager has many
     * of them; a message has some kilobytes.
     */
    private static final int PREFETCH = 1_000;

    /** What messages are written in. Another form, should there ever be one, has another name. */
    static final String CONTENT_TYPE = "application/json";

    private final Owner owner;
    private final Connection connection;
    private final Channel channel;
    private final String queue;
    private final BasicProperties properties;
    private final PendingConfirms confirms = new PendingConfirms();
    private final PendingAcks acks;
    private final Set<Route> bound = new HashSet<>();
    private final Set<String> exchanges = new HashSet<>();

    private volatile boolean over;

    private Session(Owner owner, Connection connection, Channel channel, String queue, String account) {
        this.owner = owner;
        this.connection = connection;
        this.channel = channel;
        this.queue = queue;
        this.acks = new PendingAcks(channel::basicAck);
        this.properties = new BasicProperties.Builder()
                .contentType(CONTENT_TYPE)
                .userId(account)
                .build();
    }

    /**
     * Opens the channel and makes the queue.
     *
     * @param queue a name that nobody else has
     * @param account the sender that messages carry
     */
    static Session open(Owner owner, Connection connection, String queue, String account) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no channel on a connection");
        }
        Session session = new Session(owner, connection, channel, queue, account);
        channel.addShutdownListener(cause -> owner.ended(session, Reason.of(cause)));
        channel.addConfirmListener(
                (number, multiple) -> owner.confirmed(session.confirms.settle(number, multiple)),
                (number, multiple) -> owner.refused(session.confirms.settle(number, multiple)));
        channel.confirmSelect();
        channel.queueDeclareNoWait(queue, false, true, true, null);
        session.settle();
        return session;
    }

    /** Begins to consume. When this returns, everything before it is in force. */
    void listen() throws IOException {
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String consumer, Envelope envelope, BasicProperties header, byte[] body) {
                Route route = new Route(envelope.getExchange(), envelope.getRoutingKey());
                owner.came(Session.this, envelope.getDeliveryTag(), route, header, body);
            }

            @Override
            public void handleCancel(String consumer) {
                owner.ended(Session.this, "the queue " + queue + " was deleted");
            }
        });
    }

    /** Makes topic exchanges that are not there. When this returns they are, for others too. */
    void declareExchanges(Collection<String> names) throws IOException {
        List<String> missing =
                names.stream().filter(name -> !exchanges.contains(name)).toList();
        for (int i = 0; i < missing.size() - 1; i++) {
            channel.exchangeDeclareNoWait(missing.get(i), "topic", true, false, false, null);
        }
        if (!missing.isEmpty()) {
            channel.exchangeDeclare(missing.get(missing.size() - 1), "topic", true);
        }
        exchanges.addAll(missing);
    }

    /** Removes exchanges, and with them what is bound to them. */
    void deleteExchanges(Collection<String> names) throws IOException {
        for (String name : names) {
            channel.exchangeDeleteNoWait(name, false);
            exchanges.remove(name);
            bound.removeIf(route -> route.exchange().equals(name));
        }
    }

    /** Whether {@link #declareExchanges} made it. */
    boolean hasExchange(String name) {
        return exchanges.contains(name);
    }

    void bind(Route route) throws IOException {
        if (bound.add(route)) {
            channel.queueBindNoWait(queue, route.exchange(), route.key(), null);
        }
    }

    void unbind(Route route) throws IOException {
        if (bound.remove(route)) {
            channel.queueUnbind(queue, route.exchange(), route.key());
        }
    }

    /** Returns when everything before it is in force. */
    void settle() throws IOException {
        channel.basicQos(PREFETCH);
    }

    void publish(Outgoing outgoing, Route route, byte[] body) throws IOException {
        confirms.add(channel.getNextPublishSeqNo(), outgoing);
        channel.basicPublish(route.exchange(), route.key(), properties, body);
    }

    /** Takes note that a delivery was acknowledged. */
    void acknowledge(long tag) {
        acks.add(tag);
    }

    /** Tells the broker of acknowledgements. */
    void flushAcks() throws IOException {
        acks.flush();
    }

    Connection connection() {
        return connection;
    }

    /** Whether it was given up. From any thread. */
    boolean isOver() {
        return over;
    }

    /** Gives it up; the connection is for the caller to end. Returns what was not confirmed. */
    List<Outgoing> end() {
        over = true;
        return confirms.settleAll();
    }
}
