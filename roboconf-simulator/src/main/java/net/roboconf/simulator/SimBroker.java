package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

        /** Nothing gets through, and neither side knows it yet. */
        boolean severed;

        /** What was published since, and is confirmed by nobody. */
        final List<Runnable> unconfirmed = new ArrayList<>();

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
    private final Map<Client, Session> sessions = new LinkedHashMap<>();
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
        sessions.put(client, session);
        connectLater(session);
    }

    void close(Client client) {
        Session session = sessions.remove(client);
        if (session != null) {
            session.incarnation++;
            session.connected = false;
        }
    }

    /** Nobody speaks under this account any more. */
    void revoke(String account) {
        for (Session session : List.copyOf(sessions.values())) {
            if (session.client.account().equals(account)) {
                sessions.remove(session.client);
                drop(session);
            }
        }
    }

    void subscribe(Client client, Set<Subscription> wanted) {
        Session session = sessions.get(client);
        if (session != null) {
            session.subscriptions = wanted;
        }
    }

    void publish(Client from, Address to, Message message) {
        published++;
        if (Boolean.getBoolean("tell.messages")) {
            story.tell("message from " + from.account() + " to " + to + ": " + message);
        }
        Session sender = sessions.get(from);
        if (sender == null || !sender.connected || !up) {
            time.in(chances.between(0, 50), () -> from.unconfirmed(to, message));
            return;
        }
        if (sender.severed) {
            sender.unconfirmed.add(() -> from.unconfirmed(to, message));
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
            if (receiver.connected && receiver.incarnation == incarnation && !receiver.severed) {
                delivered++;
                story.trace(() -> sender + " to " + receiver.client + ": " + message);
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
    void cut(Client client) {
        Session session = sessions.get(client);
        if (session != null) {
            drop(session);
            connectLater(session);
        }
    }

    /**
     * Cuts participants off without telling anybody: what they send and what is sent to them vanishes, until each of them
     * finds its connection dead, or the cut is over.
     *
     * @param lasts how long, in milliseconds
     */
    void sever(List<Client> clients, long lasts) {
        List<Session> cut =
                clients.stream().map(sessions::get).filter(Objects::nonNull).toList();
        story.tell("cut off for " + lasts + " ms: " + clients);
        for (Session session : cut) {
            session.severed = true;
            long incarnation = session.incarnation;
            time.in(chances.between(Math.min(lasts, 5_000), Math.min(lasts, 15_000)), () -> {
                if (session.incarnation == incarnation) {
                    drop(session);
                }
            });
        }
        time.in(lasts, () -> {
            story.tell("not cut off any more: " + clients);
            for (Session session : cut) {
                session.severed = false;
                // What vanished is not sent again by this connection: it cannot go on.
                drop(session);
                connectLater(session);
            }
        });
    }

    /** Everything on the broker is lost; everybody comes back when it does. */
    void restart() {
        story.tell("broker restarts");
        up = false;
        List.copyOf(sessions.values()).forEach(this::drop);
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
            List<Runnable> unconfirmed = List.copyOf(session.unconfirmed);
            session.unconfirmed.clear();
            unconfirmed.forEach(Runnable::run);
        }
    }

    private void connectLater(Session session) {
        long delay = chances.faults && chances.happens(0.1) ? chances.between(0, 15_000) : chances.between(0, 500);
        time.in(delay, () -> {
            if (up && !session.connected && !session.severed && sessions.get(session.client) == session) {
                session.connected = true;
                session.client.connected();
            }
        });
    }

    /** Who has a place now, connected or not. */
    List<Client> clients() {
        return List.copyOf(sessions.keySet());
    }
}
