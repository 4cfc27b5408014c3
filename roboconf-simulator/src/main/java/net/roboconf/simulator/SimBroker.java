package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Subscription;

/**
 * Carries messages late, in another order, twice, or not at all. Keeps nothing for those who are away. Routes as the real
 * one: orders by machine, reports to the Deployment Manager, exports and asks by subscription.
 */
final class SimBroker {

    /** Who is connected. */
    interface Client {

        /** Its account. */
        String account();

        void connected();

        void disconnected();

        void received(Message message, String sender);

        void unconfirmed(Address to, Message message);
    }

    private static final class Session {
        final Client client;
        final String application;
        Set<Subscription> subscriptions = Set.of();
        boolean connected;
        long incarnation;

        Session(Client client, String application) {
            this.client = client;
            this.application = application;
        }

        /** Whether it listens to what agents of another application send to it alone. */
        boolean hearsFrom(String other) {
            return subscriptions.stream()
                    .anyMatch(one -> one instanceof Subscription.ExportsOf exports
                            && exports.subject().external()
                            && exports.subject().application().equals(other));
        }
    }

    private final VirtualTime time;
    private final Chances chances;
    private final Story story;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private boolean up = true;

    /** How many messages were handed over, and how many came out. */
    long published;

    long delivered;

    SimBroker(VirtualTime time, Chances chances, Story story) {
        this.time = time;
        this.chances = chances;
        this.story = story;
    }

    /**
     * Opens a place; connects a little later.
     *
     * @param application null for the Deployment Manager
     */
    void open(Client client, String application) {
        Session session = new Session(client, application);
        sessions.put(client.account(), session);
        connectLater(session);
    }

    void close(Client client) {
        Session session = sessions.get(client.account());
        if (session != null && session.client == client) {
            session.incarnation++;
            session.connected = false;
            sessions.remove(client.account());
        }
    }

    void subscribe(Client client, Set<Subscription> wanted) {
        Session session = sessions.get(client.account());
        if (session != null && session.client == client) {
            session.subscriptions = wanted;
        }
    }

    void publish(Client from, Address to, Message message) {
        published++;
        if (Boolean.getBoolean("tell.messages")) {
            story.tell("message from " + from.account() + " to " + to + ": " + message);
        }
        Session sender = sessions.get(from.account());
        if (sender == null || sender.client != from || !sender.connected || !up) {
            time.in(chances.between(0, 50), () -> from.unconfirmed(to, message));
            return;
        }
        if (chances.fault(0.01)) {
            // The broker says that it has not taken the message; perhaps it has.
            time.in(chances.between(0, 50), () -> from.unconfirmed(to, message));
            if (chances.happens(0.5)) {
                return;
            }
        }
        for (Session receiver : receivers(to)) {
            if (chances.fault(0.03)) {
                story.tell("lost: " + message.getClass().getSimpleName() + " to " + receiver.client.account());
                continue;
            }
            deliver(receiver, message, from.account());
            if (chances.fault(0.02)) {
                deliver(receiver, message, from.account());
            }
        }
    }

    private void deliver(Session receiver, Message message, String sender) {
        long incarnation = receiver.incarnation;
        long delay = chances.fault(0.05) ? chances.between(0, 8_000) : chances.between(0, 20);
        time.in(delay, () -> {
            if (receiver.connected && receiver.incarnation == incarnation) {
                delivered++;
                receiver.client.received(message, sender);
            }
        });
    }

    private List<Session> receivers(Address to) {
        List<Session> receivers = new ArrayList<>();
        for (Session session : sessions.values()) {
            if (session.connected && hears(session, to)) {
                receivers.add(session);
            }
        }
        return receivers;
    }

    private static boolean hears(Session session, Address to) {
        String account = session.client.account();
        if (to instanceof Address.Machine machine) {
            return account.equals(machine.machine().value());
        } else if (to instanceof Address.Importer importer) {
            return account.equals(importer.machine().value())
                    && (!importer.subject().external()
                            || session.hearsFrom(importer.subject().application()));
        } else if (to instanceof Address.Exporter exporter) {
            return account.equals(exporter.machine().value());
        } else if (to instanceof Address.Manager) {
            return account.equals(MessagingListener.Delivery.MANAGER);
        } else if (to instanceof Address.Everyone everyone) {
            return everyone.application().equals(session.application);
        } else if (to instanceof Address.Importers importers) {
            return session.subscriptions.contains(new Subscription.ExportsOf(importers.subject()));
        } else if (to instanceof Address.Exporters exporters) {
            return session.subscriptions.contains(new Subscription.AsksFor(exporters.subject()));
        }
        throw new IllegalStateException("No such address: " + to);
    }

    /** Cuts one participant off; it comes back by itself. */
    void cut(String account) {
        Session session = sessions.get(account);
        if (session != null) {
            drop(session);
            connectLater(session);
        }
    }

    /** Everything on the broker is lost; everybody comes back when it does. */
    void restart() {
        story.tell("broker restarts");
        up = false;
        sessions.values().forEach(this::drop);
        time.in(chances.between(100, 20_000), () -> {
            up = true;
            story.tell("broker is back");
            List.copyOf(sessions.values()).forEach(this::connectLater);
        });
    }

    private void drop(Session session) {
        if (session.connected) {
            session.connected = false;
            session.incarnation++;
            session.client.disconnected();
        }
    }

    private void connectLater(Session session) {
        long delay = chances.faults && chances.happens(0.1) ? chances.between(0, 15_000) : chances.between(0, 500);
        time.in(delay, () -> {
            if (up && !session.connected && sessions.get(session.client.account()) == session) {
                session.connected = true;
                session.client.connected();
            }
        });
    }

    /** Who is connected now. */
    List<String> accounts() {
        return List.copyOf(sessions.keySet());
    }
}
