package net.roboconf.agent.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.agent.internal.host.Connections;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.messaging.Subscription;

/**
 * Connections through a messaging bundle that may come late, go away and be replaced while the agent works, to a broker that
 * may become another one: for the agent that is no more than a lost connection. Thread-safe, but for {@link #use}.
 */
final class ProviderConnections implements Connections {

    /** Hears what concerns the connections themselves. Called on threads of the messaging; returns at once. */
    interface Watcher {

        /** The Deployment Manager says where to meet. */
        void told(Relocate where);

        /** The agent's connection to this place is there, or is not. */
        void connected(MessagingSettings to, boolean isThere);
    }

    private record Through(MessagingProvider provider, MessagingSettings place) {}

    private final Watcher watcher;
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private volatile Through through;
    private volatile long relocation;
    private volatile String where = "";

    /**
     * To nowhere yet.
     *
     * @param first where to, once there is a bundle
     */
    ProviderConnections(MessagingSettings first, Watcher watcher) {
        through = new Through(null, first);
        this.watcher = watcher;
    }

    /**
     * Uses this provider and place from now on. One thread at a time.
     *
     * @param provider null when there is none
     */
    void use(MessagingProvider provider, MessagingSettings place) {
        Through before = through;
        if (provider != before.provider() || !place.equals(before.place())) {
            boolean elsewhere = !place.equals(before.place());
            through = new Through(provider, place);
            places.forEach(each -> each.reopen(elsewhere));
        }
    }

    /** What people and the Deployment Manager are told. */
    void say(String newWhere, long newRelocation) {
        where = newWhere;
        relocation = newRelocation;
    }

    @Override
    public void told(Relocate told) {
        watcher.told(told);
    }

    @Override
    public long relocation() {
        return relocation;
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public Messaging open(Participant participant, MessagingListener listener) {
        Place place = new Place(participant, listener);
        places.add(place);
        place.reopen(false);
        return place;
    }

    /** A place of one participant, whatever carries its messages at the moment. */
    private final class Place implements Messaging {

        private final Participant participant;
        private final MessagingListener listener;
        private Messaging carrier;
        private Set<Subscription> wanted = Set.of();
        private long publishedBefore;
        private long publishedBytesBefore;
        private boolean closed;

        Place(Participant participant, MessagingListener listener) {
            this.participant = participant;
            this.listener = listener;
        }

        private void reopen(boolean elsewhere) {
            letGo();
            Through now = through;
            String type = now.place().type();
            if (now.provider() == null) {
                listener.disconnected("no bundle offers the messaging '" + type + "'");
                return;
            }
            if (elsewhere) {
                listener.disconnected("it goes to " + now.place().where());
            }
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    carrier = now.provider().open(participant, now.place().settings(), heardBy(now.place()));
                    carrier.subscribe(wanted);
                    return;
                } catch (IllegalArgumentException e) {
                    carrier = null;
                    listener.disconnected(
                            "the settings of the messaging '" + type + "' cannot be used: " + e.getMessage());
                }
            }
        }

        private MessagingListener heardBy(MessagingSettings place) {
            return participant instanceof Participant.Agent ? new Watched(listener, place) : listener;
        }

        private void letGo() {
            Messaging before;
            synchronized (this) {
                before = carrier;
                carrier = null;
            }
            if (before != null) {
                // Not under the lock: it waits for the listener.
                before.close();
                synchronized (this) {
                    publishedBefore += before.published();
                    publishedBytesBefore += before.publishedBytes();
                }
            }
        }

        @Override
        public synchronized void subscribe(Set<Subscription> all) {
            wanted = Set.copyOf(all);
            if (carrier != null) {
                carrier.subscribe(wanted);
            }
        }

        @Override
        public void serve(Set<String> applications) {
            throw new UnsupportedOperationException("Only a Deployment Manager serves applications");
        }

        @Override
        public void publish(Address to, Message message) {
            synchronized (this) {
                if (carrier != null) {
                    carrier.publish(to, message);
                    return;
                }
            }
            listener.unconfirmed(to, message);
        }

        @Override
        public Messaging share(Participant other, MessagingListener ear) {
            return open(other, ear);
        }

        @Override
        public synchronized long published() {
            return publishedBefore + (carrier == null ? 0 : carrier.published());
        }

        @Override
        public synchronized long publishedBytes() {
            return publishedBytesBefore + (carrier == null ? 0 : carrier.publishedBytes());
        }

        @Override
        public synchronized boolean isConnected() {
            return carrier != null && carrier.isConnected();
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            places.remove(this);
            letGo();
        }
    }

    /** Tells the watcher, too, when the agent is connected and when it is not. */
    private final class Watched implements MessagingListener {

        private final MessagingListener listener;
        private final MessagingSettings place;

        Watched(MessagingListener listener, MessagingSettings place) {
            this.listener = listener;
            this.place = place;
        }

        @Override
        public void connected() {
            listener.connected();
            watcher.connected(place, true);
        }

        @Override
        public void disconnected(String why) {
            listener.disconnected(why);
            watcher.connected(place, false);
        }

        @Override
        public void received(Delivery delivery) {
            listener.received(delivery);
        }

        @Override
        public void rejected(RejectedMessage message) {
            listener.rejected(message);
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            listener.unconfirmed(to, message);
        }
    }
}
