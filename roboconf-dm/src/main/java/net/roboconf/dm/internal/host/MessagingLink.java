package net.roboconf.dm.internal.host;

import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.DmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the Deployment Manager's places in the messaging, for as long as a provider is there. Opened and closed by one
 * thread at a time; published to by the engine's.
 */
final class MessagingLink implements MessagingListener {

    /** Who has several of them. Called by any thread; returns at once. */
    interface Owner {

        /** The agent of a machine has spoken here. */
        void heard(MessagingLink link, MachineKey machine);

        /** A place that was left is connected, or is not any more. */
        void leftChanged();
    }

    private static final Logger LOG = LoggerFactory.getLogger(MessagingLink.class);

    private final Inbox inbox;
    private final AgentCalls calls;
    private final BlobServer blobs;
    private final Rejections rejections;
    private final String type;
    private final Accounts accounts;
    private final MessagingSettings place;
    private final Owner owner;
    private final Opening opening;
    private volatile Messaging messaging;
    private Messaging blobMessaging;
    private volatile boolean connected;
    private volatile boolean wasConnected;
    private volatile boolean left;
    private volatile String why = "";
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

        /** Names the place: what stays the same when the broker of this process is started anew. */
        MessagingSettings place() {
            return accounts == null
                    ? new MessagingSettings(provider.type(), settings)
                    : new MessagingSettings(MessagingChoice.EMBEDDED, Map.of());
        }
    }

    /**
     * Prepares: accounts can be asked for, messages not before {@link #open}.
     *
     * @param left whether another place is to be used
     * @param blobs serves agents here alone
     */
    MessagingLink(
            Opening opening,
            boolean left,
            Inbox inbox,
            AgentCalls calls,
            BlobServer blobs,
            Rejections rejections,
            Owner owner) {
        this.left = left;
        this.owner = owner;
        place = opening.place();
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

    /** What names it. */
    MessagingSettings place() {
        return place;
    }

    /** Whether this is what would be opened. */
    boolean isOf(Opening other) {
        return opening.provider() == other.provider()
                && opening.settings().equals(other.settings())
                && opening.waitsForAccounts() == other.waitsForAccounts();
    }

    /** Whether accounts are gone when the broker is started anew. */
    boolean forgetsAccounts() {
        return opening.waitsForAccounts();
    }

    /** Another place is to be used from now on. */
    synchronized void leave() {
        left = true;
        if (connected) {
            inbox.put(new DmEvent.Disconnected());
        }
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

    /** Whether it ever was. */
    boolean wasConnected() {
        return wasConnected;
    }

    /** Why it is not connected; empty before that is known. */
    String why() {
        return why;
    }

    long recipeBytes() {
        return blobs.publishedBytes();
    }

    @Override
    public synchronized void connected() {
        if (!closed) {
            LOG.info("Connected to the broker ({})", place);
            connected = true;
            wasConnected = true;
            if (left) {
                owner.leftChanged();
            } else {
                inbox.put(new DmEvent.Entered(place));
                inbox.put(new DmEvent.Connected());
            }
        }
    }

    @Override
    public synchronized void disconnected(String because) {
        if (!closed) {
            LOG.warn("Not connected to the broker ({}): {}", place, because);
            why = because;
            connected = false;
            if (left) {
                owner.leftChanged();
            } else {
                inbox.put(new DmEvent.Disconnected());
            }
        }
    }

    @Override
    public void received(Delivery delivery) {
        if (delivery.message() instanceof Reply reply) {
            delivery.acknowledge();
            calls.replied(reply, delivery.sender());
        } else if (delivery.message() instanceof Observed observed) {
            came(delivery, observed.machine());
        } else if (delivery.message() instanceof Heartbeat heartbeat) {
            came(delivery, heartbeat.machine());
        } else {
            delivery.acknowledge();
            rejections.add(delivery, Problem.UNEXPECTED, "No agent says this to a Deployment Manager");
        }
    }

    private void came(Delivery delivery, MachineKey machine) {
        if (delivery.sender().equals(machine.value())) {
            owner.heard(this, machine);
        }
        inbox.put(delivery, left);
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
    void close() {
        closed = true;
        blobs.use(null);
        blobs.close();
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
            if (!left) {
                inbox.put(new DmEvent.Disconnected());
            }
        }
    }
}
