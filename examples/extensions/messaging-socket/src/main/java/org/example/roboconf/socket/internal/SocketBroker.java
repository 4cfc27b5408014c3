package org.example.roboconf.socket.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;
import net.roboconf.core.messaging.amqp.RoutingTable;
import net.roboconf.core.model.MachineKey;

/**
 * The broker: a process of its own, or a part of one in tests. It keeps who hears what and which accounts there are, in
 * memory alone: when it was started anew, the Deployment Manager tells it of the accounts again.
 */
public final class SocketBroker implements AutoCloseable {

    private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);
    private final RoutingTable<Seat> table = new RoutingTable<>();
    private final Map<String, Known> accounts = new ConcurrentHashMap<>();
    private final Set<Guest> guests = ConcurrentHashMap.newKeySet();
    private final String managerPassword;
    private final Consumer<String> log;
    private final ServerSocket server;

    /** The account of an agent. */
    private record Known(String password, Rights rights) {}

    /** A place on somebody's connection. */
    record Seat(Guest guest, int number) {}

    /**
     * Listens.
     *
     * @param address where; port 0 for any
     * @param managerPassword of the Deployment Manager's account
     * @param log takes a line for each connection that was refused or cut
     */
    public SocketBroker(InetSocketAddress address, String managerPassword, Consumer<String> log) throws IOException {
        this.managerPassword = managerPassword;
        this.log = log;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(address);
        begin(this::accept, "socket-broker");
    }

    /** Runs one: {@code SocketBroker PORT}, with the Deployment Manager's password in the environment. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String password = System.getenv("ROBOCONF_BROKER_PASSWORD");
        if (arguments.length != 1 || password == null) {
            // Not System.exit: Roboconf refuses bundles that could end its process.
            throw new IllegalArgumentException(
                    "Usage: ROBOCONF_BROKER_PASSWORD=… java … " + SocketBroker.class.getName() + " PORT");
        }
        try (SocketBroker broker = new SocketBroker(
                new InetSocketAddress(Integer.parseInt(arguments[0])), password, System.out::println)) {
            System.out.println("Listens on port " + broker.port());
            Thread.currentThread().join();
        }
    }

    static void begin(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Guest guest = new Guest(this, socket);
                guests.add(guest);
                begin(guest::serve, "socket-broker-reads");
            }
        } catch (IOException e) {
            close(); // most often it is closed already
        }
    }

    void left(Guest guest) {
        guests.remove(guest);
    }

    void log(String line) {
        log.accept(line);
    }

    boolean knows(String account, String password) {
        Known known = accounts.get(account);
        String right = isManager(account) ? managerPassword : known == null ? null : known.password();
        return right != null
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an account may say this: the Deployment Manager's may say everything. */
    boolean maySay(String account, Route route) {
        return isManager(account)
                || Optional.ofNullable(accounts.get(account))
                        .filter(known -> known.rights().maySay(route))
                        .isPresent();
    }

    /** Whether an account may hear this. */
    boolean mayHear(String account, Route route) {
        return isManager(account)
                || Optional.ofNullable(accounts.get(account))
                        .filter(known -> known.rights().mayHear(route))
                        .isPresent();
    }

    static boolean isManager(String account) {
        return account.equals(Delivery.MANAGER);
    }

    void ensure(Account account) {
        if (isManager(account.machine().value())) {
            throw new IllegalArgumentException("No agent has the account " + Delivery.MANAGER);
        }
        accounts.put(account.machine().value(), new Known(account.password(), Rights.of(account, topology)));
    }

    void revoke(MachineKey machine) {
        accounts.remove(machine.value());
        guests.stream().filter(guest -> machine.value().equals(guest.account())).forEach(Guest::close);
    }

    RoutingTable<Seat> table() {
        return table;
    }

    /** Brings a message to all who hear it. Whoever does not keep up is cut off, and states and asks anew. */
    void deliver(Route route, String sender, byte[] bytes) {
        for (Seat seat : table.hearersOf(route)) {
            if (!seat.guest().offer(seat.number(), route, sender, bytes)) {
                log(seat.guest().account() + " does not keep up and is cut off");
                seat.guest().close();
            }
        }
    }

    /** Ends all connections. May be called twice. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            log("The port could not be let go of: " + e.getMessage());
        }
        guests.forEach(Guest::close);
    }
}
