package net.roboconf.dm.internal.host;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;

/** A broker in one process for a Deployment Manager and its agents; what agents say to each other is not carried. */
final class MemoryBroker implements MessagingProvider, AutoCloseable {

    final Map<MachineKey, String> accounts = new ConcurrentHashMap<>();
    final AtomicLong acknowledged = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(NamedThreads.daemon("broker"));
    private final Map<Object, MessagingListener> listeners = new ConcurrentHashMap<>();
    volatile Set<String> served = Set.of();
    volatile boolean up = true;

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
        Object name = name(self);
        thread.execute(() -> {
            listeners.put(name, listener);
            if (up) {
                listener.connected();
            } else {
                listener.disconnected("the broker is down");
            }
        });
        return new Place(name);
    }

    /** Which agents are here. */
    Set<MachineKey> agents() {
        return listeners.keySet().stream()
                .filter(MachineKey.class::isInstance)
                .map(MachineKey.class::cast)
                .collect(Collectors.toSet());
    }

    /** Whether the Deployment Manager is here. */
    boolean isEnteredByManager() {
        return listeners.containsKey("manager");
    }

    /** Has the Deployment Manager hear something that is no message. */
    void say(RejectedMessage message) {
        thread.execute(() -> listeners.get("manager").rejected(message));
    }

    /** Has the Deployment Manager hear a message. */
    void say(Message message, String sender) {
        thread.execute(() -> listeners.get("manager").received(new Arrived(message, sender)));
    }

    private static Object name(Participant self) {
        if (self instanceof Participant.Agent agent) {
            return agent.machine();
        }
        if (self instanceof Participant.AgentBlobs blobs) {
            return "blobs of " + blobs.machine();
        }
        return self instanceof Participant.Manager ? "manager" : "manager's blobs";
    }

    /** Cuts all connections, or lets all come back. */
    void setUp(boolean isUp) {
        thread.execute(() -> {
            up = isUp;
            for (MessagingListener listener : Set.copyOf(listeners.values())) {
                if (isUp) {
                    listener.connected();
                } else {
                    listener.disconnected("the broker is down");
                }
            }
        });
    }

    private final class Place implements Messaging {

        private final Object name;
        private final AtomicLong published = new AtomicLong();

        Place(Object name) {
            this.name = name;
        }

        @Override
        public void subscribe(Set<Subscription> wanted) {
            // What agents export is not carried here.
        }

        @Override
        public void serve(Set<String> applications) {
            served = Set.copyOf(applications);
        }

        @Override
        public void publish(Address to, Message message) {
            published.incrementAndGet();
            thread.execute(() -> {
                if (!up) {
                    listeners.get(name).unconfirmed(to, message);
                    return;
                }
                boolean blobs = String.valueOf(name).contains("blobs");
                if (to instanceof Address.Manager) {
                    deliver(blobs ? "manager's blobs" : "manager", message);
                } else if (to instanceof Address.Machine machine) {
                    deliver(blobs ? "blobs of " + machine.machine() : machine.machine(), message);
                } else if (to instanceof Address.Everyone) {
                    new HashSet<>(listeners.keySet())
                            .stream().filter(MachineKey.class::isInstance).forEach(key -> deliver(key, message));
                }
            });
        }

        private void deliver(Object receiver, Message message) {
            MessagingListener listener = listeners.get(receiver);
            if (listener != null) {
                String sender = name instanceof MachineKey key ? key.value() : String.valueOf(name);
                listener.received(new Arrived(message, sender.replace("blobs of ", "")));
            }
        }

        @Override
        public Messaging share(Participant participant, MessagingListener listener) {
            return open(participant, Map.of(), listener);
        }

        @Override
        public long published() {
            return published.get();
        }

        @Override
        public long publishedBytes() {
            return 0;
        }

        @Override
        public boolean isConnected() {
            return up;
        }

        @Override
        public void close() {
            thread.execute(() -> listeners.remove(name));
        }
    }

    private final class Arrived implements MessagingListener.Delivery {

        private final Message message;
        private final String sender;

        Arrived(Message message, String sender) {
            this.message = message;
            this.sender = sender;
        }

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
    }

    @Override
    public Accounts accounts(Map<String, String> settings) {
        return new Accounts() {
            @Override
            public void ensure(Collection<Account> wanted) {
                wanted.forEach(account -> accounts.put(account.machine(), account.password()));
            }

            @Override
            public void revoke(Collection<MachineKey> machines) {
                accounts.keySet().removeAll(machines);
            }

            @Override
            public Map<String, String> settingsFor(Account account) {
                return Map.of("password", account.password());
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
