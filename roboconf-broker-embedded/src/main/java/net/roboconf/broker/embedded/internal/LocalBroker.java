package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.amqp.AgentRights;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.model.MachineKey;

/**
 * The embedded broker as the Deployment Manager sees it. The Deployment Manager's password is made at each start and
 * leaves the process only within connections to itself.
 */
final class LocalBroker implements EmbeddedBroker, AutoCloseable {

    private static final String MANAGER = "roboconf-manager";

    private final int port;
    private final String password;
    private final AccountBook book;
    private final QpidBroker broker;

    private LocalBroker(int port, String password, AccountBook book, QpidBroker broker) {
        this.port = port;
        this.password = password;
        this.book = book;
        this.broker = broker;
    }

    /**
     * Starts a broker; blocks for about a second.
     *
     * @param folder where it keeps what it needs
     * @param configuredPort 0 to have one chosen, and kept in the folder
     * @throws IOException when it cannot be started; says why
     */
    static LocalBroker start(Path folder, int configuredPort, SecureRandom random) throws IOException {
        int port = LoopbackPort.choose(configuredPort, folder.resolve("port"));
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        AccountBook book = new AccountBook(MANAGER, password);
        return new LocalBroker(port, password, book, QpidBroker.start(folder, port, book));
    }

    @Override
    public Map<String, String> managerSettings() {
        return settings(MANAGER, password);
    }

    private Map<String, String> settings(String username, String itsPassword) {
        return Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "username", username,
                "password", itsPassword,
                "manager-username", MANAGER);
    }

    @Override
    public Accounts accounts() {
        return new Book();
    }

    @Override
    public void close() {
        broker.close();
    }

    @Override
    public String toString() {
        return "embedded broker on 127.0.0.1:" + port;
    }

    private final class Book implements Accounts {

        private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);

        @Override
        public void ensure(Collection<Account> accounts) throws IOException {
            for (Account account : accounts) {
                String name = account.machine().value();
                if (name.equals(MANAGER) || name.equals(MessagingListener.Delivery.MANAGER)) {
                    throw new IOException("A machine cannot have the key '" + name
                            + "': the Deployment Manager has an account of that name");
                }
            }
            for (Account account : accounts) {
                book.put(account.machine().value(), account.password(), AgentRights.of(account, topology));
            }
            broker.open();
        }

        @Override
        public void revoke(Collection<MachineKey> machines) {
            Set<String> names = machines.stream().map(MachineKey::value).collect(Collectors.toSet());
            names.forEach(book::remove);
            broker.disconnect(names);
        }

        @Override
        public Map<String, String> settingsFor(Account account) {
            return settings(account.machine().value(), account.password());
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
