package net.roboconf.messaging.rabbitmq.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.amqp.AgentRights;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;
import net.roboconf.messaging.rabbitmq.BrokerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts on RabbitMQ, made many at once by importing definitions: users, permissions, and topic permissions. RabbitMQ
 * lets an account without a topic permission for an exchange use any key there, so each exchange that an agent may use at
 * all has one.
 */
public final class RabbitMqAccounts implements Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqAccounts.class);
    /** How many accounts go into one request. */
    private static final int BATCH = 500;

    private static final String NOTHING = "^$";

    private final BrokerSettings settings;
    private final AmqpTopology topology;
    private final ManagementApi api;
    private final SecureRandom random;

    /** Does not connect yet. */
    public RabbitMqAccounts(BrokerSettings settings, SecureRandom random) {
        this.settings = settings;
        this.topology = new AmqpTopology(settings.domain());
        this.api = new ManagementApi(settings.management());
        this.random = random;
    }

    @Override
    public void ensure(Collection<Account> accounts) throws IOException {
        for (Account account : accounts) {
            String name = account.machine().value();
            if (name.equals(settings.username())
                    || name.equals(settings.management().username())
                    || name.equals(MessagingListener.Delivery.MANAGER)) {
                throw new IOException("A machine cannot have the key '" + name
                        + "': the Deployment Manager's own account is called so");
            }
        }
        for (List<Account> batch : batches(accounts)) {
            api.post("definitions", definitions(batch), "make the accounts of " + names(batch));
        }
    }

    private Map<String, Object> definitions(Collection<Account> accounts) {
        List<Object> users = new ArrayList<>();
        List<Object> permissions = new ArrayList<>();
        List<Object> topicPermissions = new ArrayList<>();
        for (Account account : accounts) {
            String user = account.machine().value();
            AgentRights rights = AgentRights.of(account, topology);
            users.add(Map.of(
                    "name",
                    user,
                    "password_hash",
                    hash(account.password()),
                    "hashing_algorithm",
                    "rabbit_password_hashing_sha256",
                    "tags",
                    ""));
            permissions.add(Map.of(
                    "user", user,
                    "vhost", settings.virtualHost(),
                    "configure", rights.ownQueues(),
                    "write", anyOf(rights.ownQueues(), rights.writes().keySet()),
                    "read", anyOf(rights.ownQueues(), rights.reads().keySet())));
            Map<String, String[]> byExchange = new TreeMap<>();
            rights.writes().forEach((exchange, keys) -> of(byExchange, exchange)[0] = keys);
            rights.reads().forEach((exchange, keys) -> of(byExchange, exchange)[1] = keys);
            byExchange.forEach((exchange, keys) -> topicPermissions.add(Map.of(
                    "user",
                    user,
                    "vhost",
                    settings.virtualHost(),
                    "exchange",
                    exchange,
                    "write",
                    keys[0],
                    "read",
                    keys[1])));
        }
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("users", users);
        definitions.put("permissions", permissions);
        definitions.put("topic_permissions", topicPermissions);
        return definitions;
    }

    private static String[] of(Map<String, String[]> byExchange, String exchange) {
        return byExchange.computeIfAbsent(exchange, name -> new String[] {NOTHING, NOTHING});
    }

    private static String anyOf(String ownQueues, Collection<String> exchanges) {
        StringJoiner pattern = new StringJoiner("|");
        pattern.add(ownQueues);
        exchanges.stream().sorted().forEach(name -> pattern.add("^" + name.replace(".", "\\.") + "$"));
        return pattern.toString();
    }

    /** As RabbitMQ keeps passwords: four bytes of salt, and the SHA-256 of salt and password. */
    private String hash(String password) {
        byte[] salt = new byte[4];
        random.nextBytes(salt);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        var digest = Sha256.digest();
        digest.update(salt);
        byte[] hash = digest.digest(secret);
        byte[] kept = new byte[salt.length + hash.length];
        System.arraycopy(salt, 0, kept, 0, salt.length);
        System.arraycopy(hash, 0, kept, salt.length, hash.length);
        return Base64.getEncoder().encodeToString(kept);
    }

    @Override
    public void revoke(Collection<MachineKey> machines) throws IOException {
        for (List<MachineKey> batch : batches(machines)) {
            List<String> users = batch.stream().map(MachineKey::value).toList();
            String what = "remove the accounts of " + names(batch);
            try {
                api.post("users/bulk-delete", Map.of("users", users), what);
            } catch (IOException e) {
                // It refuses all when one does not exist.
                LOG.debug("One by one, because {}", e.getMessage());
                for (String user : users) {
                    api.delete("users/" + user, what);
                }
            }
        }
    }

    private static <T> List<List<T>> batches(Collection<T> all) {
        List<List<T>> batches = new ArrayList<>();
        Iterator<T> rest = all.iterator();
        while (rest.hasNext()) {
            List<T> batch = new ArrayList<>();
            while (rest.hasNext() && batch.size() < BATCH) {
                batch.add(rest.next());
            }
            batches.add(batch);
        }
        return batches;
    }

    private static String names(List<?> batch) {
        return batch.size() == 1 ? String.valueOf(batch.get(0)) : batch.size() + " machines";
    }

    @Override
    public Map<String, String> settingsFor(Account account) {
        Map<String, String> own = new TreeMap<>();
        own.put("host", settings.agentHost());
        own.put("port", Integer.toString(settings.nodes().get(0).port()));
        own.put("virtual-host", settings.virtualHost());
        own.put("domain", settings.domain());
        own.put("username", account.machine().value());
        own.put("password", account.password());
        own.put("manager-username", settings.username());
        return own;
    }

    @Override
    public void close() {
        // The HTTP client lets go of its connections by itself.
    }
}
