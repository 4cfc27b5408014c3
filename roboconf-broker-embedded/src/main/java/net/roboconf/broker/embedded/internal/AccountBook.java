package net.roboconf.broker.embedded.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.roboconf.core.messaging.amqp.AgentRights;

/**
 * The accounts of the embedded broker: the Deployment Manager's, which may do everything, and those of agents. Read by
 * the broker on its own threads. Safe for use by many threads.
 */
final class AccountBook {

    private final String manager;
    private final byte[] managerPassword;
    private final Map<String, Agent> agents = new ConcurrentHashMap<>();

    /** A book with the Deployment Manager's account only. */
    AccountBook(String manager, String managerPassword) {
        this.manager = manager;
        this.managerPassword = bytes(managerPassword);
    }

    String manager() {
        return manager;
    }

    /** Adds an agent's account, or changes it. */
    void put(String name, String password, AgentRights rights) {
        agents.put(name, new Agent(bytes(password), compile(rights)));
    }

    /** Takes an agent's account out. */
    void remove(String name) {
        agents.remove(name);
    }

    /** Whether this is the password of this account. */
    boolean isRight(String name, String password) {
        Agent agent = agents.get(name);
        byte[] expected = name.equals(manager) ? managerPassword : agent == null ? null : agent.password();
        return expected != null && MessageDigest.isEqual(expected, bytes(password));
    }

    /** The limits of an account; null when there is no such agent. */
    Limits limitsOf(String name) {
        Agent agent = agents.get(name);
        return agent == null ? null : agent.limits();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Limits compile(AgentRights rights) {
        return new Limits(Pattern.compile(rights.ownQueues()), compile(rights.writes()), compile(rights.reads()));
    }

    private static Map<String, Pattern> compile(Map<String, String> keys) {
        Map<String, Pattern> compiled = new ConcurrentHashMap<>();
        keys.forEach((exchange, key) -> compiled.put(exchange, Pattern.compile(key)));
        return Map.copyOf(compiled);
    }

    private record Agent(byte[] password, Limits limits) {}

    /**
     * What an agent's account may do.
     *
     * @param queues names of its queues
     * @param writes routing keys by exchange
     * @param reads binding keys by exchange
     */
    record Limits(Pattern queues, Map<String, Pattern> writes, Map<String, Pattern> reads) {

        /** Those of somebody who may do nothing. */
        static final Limits NOTHING = new Limits(Pattern.compile("(?!)"), Map.of(), Map.of());

        boolean mayUseQueue(String name) {
            return name != null && queues.matcher(name).matches();
        }

        boolean mayWrite(String exchange, String key) {
            return matches(writes, exchange, key);
        }

        boolean mayRead(String exchange, String key) {
            return matches(reads, exchange, key);
        }

        private static boolean matches(Map<String, Pattern> keys, String exchange, String key) {
            Pattern allowed = exchange == null ? null : keys.get(exchange);
            return allowed != null && key != null && allowed.matcher(key).matches();
        }
    }
}
