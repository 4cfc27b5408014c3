package org.example.roboconf.socket.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.model.MachineKey;
import org.example.roboconf.socket.internal.Frame.Kind;
import org.example.roboconf.socket.internal.SocketBroker.Seat;

/**
 * Somebody's connection, as the broker has it. One thread reads it and does what it says, in order: what was published
 * after a subscription finds that subscription in force.
 */
final class Guest {

    private final SocketBroker broker;
    private final Line line;
    private final Map<Integer, Set<Route>> heard = new HashMap<>();
    private volatile String account;

    Guest(SocketBroker broker, Socket socket) throws IOException {
        this.broker = broker;
        this.line = new Line(socket, "socket-broker-writes");
    }

    /** Null before it has said who it is. */
    String account() {
        return account;
    }

    void serve() {
        try {
            greet(line.read());
            while (true) {
                handle(line.read());
            }
        } catch (Refusal e) {
            broker.log((account == null ? "somebody" : account) + " was refused: " + e.getMessage());
            refuse(e.getMessage());
        } catch (IOException e) {
            // It has left, or was cut.
            close();
        } finally {
            heard.keySet().stream().toList().forEach(place -> hear(place, Set.of()));
            close();
            broker.left(this);
        }
    }

    /** What it was refused for; its message is for the other end. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why);
        }
    }

    private void greet(Frame hello) throws Refusal {
        if (hello.kind() != Kind.HELLO || hello.words().size() != 2) {
            throw new Refusal("Say HELLO first, with an account and its password");
        }
        // First: whoever revokes the account from now on finds this connection.
        account = hello.words().get(0);
        if (!broker.knows(account, hello.words().get(1))) {
            throw new Refusal("There is no account " + account + " with this password");
        }
        line.offer(Frame.of(Kind.WELCOME));
    }

    private void handle(Frame frame) throws Refusal {
        List<String> words = frame.words();
        switch (frame.kind()) {
            case HEAR -> {
                Set<Route> routes = new HashSet<>();
                for (int i = 0; i + 1 < words.size(); i += 2) {
                    routes.add(new Route(words.get(i), words.get(i + 1)));
                }
                if (!routes.stream().allMatch(route -> broker.mayHear(account, route))) {
                    throw new Refusal(account + " wants to hear what is not for it");
                }
                hear(frame.place(), routes);
                line.offer(Frame.of(Kind.HEARD, frame.place(), List.of()));
            }
            case LEAVE -> hear(frame.place(), Set.of());
            case PUBLISH -> {
                Route route = new Route(word(words, 0), word(words, 1));
                if (!broker.maySay(account, route)) {
                    throw new Refusal(account + " says what is not its to say");
                }
                broker.deliver(route, account, frame.body());
                line.offer(Frame.of(Kind.CONFIRM));
            }
            case ENSURE, REVOKE -> {
                if (!SocketBroker.isManager(account)) {
                    throw new Refusal(account + " has no power over accounts");
                }
                change(frame);
                line.offer(Frame.of(Kind.DONE));
            }
            default -> throw new Refusal("Nobody says " + frame.kind() + " to a broker");
        }
    }

    private void change(Frame frame) throws Refusal {
        List<String> words = frame.words();
        try {
            if (frame.kind() == Kind.REVOKE) {
                words.forEach(machine -> broker.revoke(new MachineKey(machine)));
            } else {
                broker.ensure(new Account(
                        new MachineKey(word(words, 0)),
                        word(words, 1),
                        word(words, 2),
                        Boolean.parseBoolean(word(words, 3))));
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage());
        }
    }

    private static String word(List<String> words, int index) throws Refusal {
        if (index >= words.size()) {
            throw new Refusal("Something is missing");
        }
        return words.get(index);
    }

    private void hear(int place, Set<Route> wanted) {
        Seat seat = new Seat(this, place);
        Set<Route> before = wanted.isEmpty() ? heard.remove(place) : heard.put(place, wanted);
        Set<Route> present = before == null ? Set.of() : before;
        wanted.stream().filter(route -> !present.contains(route)).forEach(route -> broker.table()
                .add(route, seat));
        present.stream().filter(route -> !wanted.contains(route)).forEach(route -> broker.table()
                .remove(route, seat));
    }

    /** Hands it a message; false when too much waits already. */
    boolean offer(int place, Route route, String sender, byte[] bytes) {
        return line.offer(new Frame(Kind.DELIVER, place, List.of(route.exchange(), route.key(), sender), bytes));
    }

    /** Says why, and waits a moment for the other end to read it and go. */
    private void refuse(String why) {
        line.offer(Frame.of(Kind.REFUSED, why));
        line.finish();
        try {
            while (true) {
                line.read();
            }
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        line.close();
    }
}
