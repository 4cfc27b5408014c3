package net.roboconf.dm.internal.host;

import java.util.Map;
import java.util.function.Consumer;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.Reply;
import net.roboconf.dm.internal.engine.DmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Deployment Manager's place in the messaging, for as long as a provider is there. Opened and closed by one thread at a
 * time; published to by the engine's.
 */
final class MessagingLink implements MessagingListener {

    private static final Logger LOG = LoggerFactory.getLogger(MessagingLink.class);

    private final Inbox inbox;
    private final AgentCalls calls;
    private final BlobServer blobs;
    private final Rejections rejections;
    private final String type;
    private final Accounts accounts;
    private final Opening opening;
    private volatile Messaging messaging;
    private Messaging blobMessaging;
    private volatile boolean connected;
    private volatile boolean closed;

    /**
     * What is opened.
     *
     * @param provider the technology
     * @param settings its settings for this Deployment Manager
     * @param accounts of a broker that brings its own; null to ask the provider
     */
    record Opening(MessagingProvider provider, Map<String, String> settings, Accounts accounts) {

        /** Whether it listens only after it was told of accounts. */
        boolean waitsForAccounts() {
            return accounts != null;
        }
    }

    /** Prepares: accounts can be asked for, messages not before {@link #open}. */
    MessagingLink(Opening opening, Inbox inbox, AgentCalls calls, BlobServer blobs, Rejections rejections) {
        this.inbox = inbox;
        this.calls = calls;
        this.blobs = blobs;
        this.rejections = rejections;
        this.opening = opening;
        this.type = opening.provider().type();
        accounts = opening.accounts() == null ? opening.provider().accounts(opening.settings()) : opening.accounts();
    }

    /** Enters the broker, once. */
    void open(long term) {
        messaging = opening.provider().open(new Participant.Manager(term), opening.settings(), this);
        blobMessaging = opening.provider().open(new Participant.ManagerBlobs(), opening.settings(), blobs);
        blobs.use(blobMessaging);
    }

    String type() {
        return type;
    }

    Accounts accounts() {
        return accounts;
    }

    /** Null before {@link #open}. */
    Messaging messaging() {
        return messaging;
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void connected() {
        if (!closed) {
            LOG.info("Connected to the broker ({})", type);
            connected = true;
            inbox.put(new DmEvent.Connected());
        }
    }

    @Override
    public void disconnected(String why) {
        if (!closed) {
            LOG.warn("Not connected to the broker ({}): {}", type, why);
            connected = false;
            inbox.put(new DmEvent.Disconnected());
        }
    }

    @Override
    public void received(Delivery delivery) {
        if (delivery.message() instanceof Reply reply) {
            delivery.acknowledge();
            calls.replied(reply, delivery.sender());
        } else if (delivery.message() instanceof Observed || delivery.message() instanceof Heartbeat) {
            inbox.put(delivery);
        } else {
            delivery.acknowledge();
            rejections.add(delivery, Problem.UNEXPECTED, "No agent says this to a Deployment Manager");
        }
    }

    @Override
    public void rejected(RejectedMessage message) {
        rejections.add(message);
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        if (!closed) {
            calls.unconfirmed(message);
            inbox.put(new DmEvent.Unconfirmed(to, message));
        }
    }

    /** Leaves the broker. */
    void close(Consumer<DmEvent> events) {
        closed = true;
        blobs.use(null);
        if (blobMessaging != null) {
            blobMessaging.close();
        }
        if (messaging != null) {
            messaging.close();
        }
        if (opening.accounts() == null) {
            accounts.close();
        }
        if (connected) {
            connected = false;
            events.accept(new DmEvent.Disconnected());
        }
    }
}
