package net.roboconf.agent.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.agent.internal.host.Connections;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;

/**
 * Connections through a messaging bundle that may come late, go away and be replaced while the agent works: for the agent
 * that is no more than a lost connection. Thread-safe, but for {@link #use}.
 */
final class ProviderConnections implements Connections {

    private final String type;
    private final Map<String, String> settings;
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private volatile MessagingProvider provider;

    /**
     * Through no bundle yet.
     *
     * @param type which messaging it has to be
     * @param settings of the messaging
     */
    ProviderConnections(String type, Map<String, String> settings) {
        this.type = type;
        this.settings = settings;
    }

    /** Uses this provider from now on; null when there is none. One thread at a time. */
    void use(MessagingProvider next) {
        if (next != provider) {
            provider = next;
            places.forEach(Place::reopen);
        }
    }

    @Override
    public Messaging open(Participant participant, MessagingListener listener) {
        Place place = new Place(participant, listener);
        places.add(place);
        place.reopen();
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

        private void reopen() {
            letGo();
            MessagingProvider through = provider;
            if (through == null) {
                listener.disconnected("no bundle offers the messaging '" + type + "'");
                return;
            }
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    carrier = through.open(participant, settings, listener);
                    carrier.subscribe(wanted);
                    return;
                } catch (IllegalArgumentException e) {
                    carrier = null;
                    listener.disconnected(
                            "the settings of the messaging '" + type + "' cannot be used: " + e.getMessage());
                }
            }
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
}
