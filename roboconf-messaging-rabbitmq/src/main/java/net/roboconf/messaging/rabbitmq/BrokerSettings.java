package net.roboconf.messaging.rabbitmq;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.amqp.AmqpTopology;

/**
 * How a broker is reached.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>meaning</th><th>default</th></tr>
 * <tr><td>{@code host}</td><td>the broker's address; several, separated by commas, for the nodes of a cluster, each with
 * its own {@code :port} if need be</td><td>{@code localhost}</td></tr>
 * <tr><td>{@code port}</td><td>its AMQP port</td><td>5672</td></tr>
 * <tr><td>{@code virtual-host}</td><td></td><td>{@code /}</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>the account</td><td>{@code guest}</td></tr>
 * <tr><td>{@code manager-username}</td><td>the account of the Deployment Manager: what it sends can be told from what
 * machines send</td><td>{@code username}</td></tr>
 * <tr><td>{@code domain}</td><td>the beginning of all names on the broker; Deployment Managers that share a broker need
 * different ones</td><td>{@code roboconf}</td></tr>
 * <tr><td>{@code agent-host}</td><td>Deployment Manager only: the {@code host} that agents are given</td><td>{@code
 * host}</td></tr>
 * <tr><td>{@code management-url}</td><td>Deployment Manager only: where RabbitMQ's management API
 * answers</td><td>{@code http://HOST:15672}</td></tr>
 * <tr><td>{@code management-username}, {@code management-password}</td><td>Deployment Manager only: an account with the tag
 * {@code administrator}</td><td>{@code username}, {@code password}</td></tr>
 * </table>
 *
 * @param nodes at least one
 * @param virtualHost never null
 * @param username never null
 * @param password never null
 * @param managerUsername never null
 * @param domain never null
 * @param agentHost what agents are given as {@code host}
 * @param management where and as whom accounts are made
 */
public record BrokerSettings(
        List<Node> nodes,
        String virtualHost,
        String username,
        String password,
        String managerUsername,
        String domain,
        String agentHost,
        Management management) {

    private static final int AMQP_PORT = 5672;

    /** Makes the list immutable. */
    public BrokerSettings {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads settings; keys that are not of the list above are passed over.
     *
     * @throws IllegalArgumentException when a value cannot be used; says which and what to write instead
     */
    public static BrokerSettings parse(Map<String, String> settings) {
        if (!settings.getOrDefault("tls", "false").equals("false")) {
            throw new IllegalArgumentException("tls = " + settings.get("tls")
                    + ": TLS to the broker is not available in this version; leave the key out, or write false");
        }
        int port = port("port", settings.getOrDefault("port", Integer.toString(AMQP_PORT)));
        String host = settings.getOrDefault("host", "localhost");
        List<Node> nodes = nodes(host, port);
        String username = settings.getOrDefault("username", "guest");
        String password = settings.getOrDefault("password", "guest");
        return new BrokerSettings(
                nodes,
                settings.getOrDefault("virtual-host", "/"),
                username,
                password,
                settings.getOrDefault("manager-username", username),
                settings.getOrDefault("domain", AmqpTopology.DEFAULT_DOMAIN),
                settings.getOrDefault("agent-host", host),
                new Management(
                        managementUrl(settings, nodes.get(0)),
                        settings.getOrDefault("management-username", username),
                        settings.getOrDefault("management-password", password)));
    }

    private static URI managementUrl(Map<String, String> settings, Node first) {
        String url = settings.getOrDefault("management-url", "http://" + bracketed(first.host()) + ":15672");
        try {
            URI uri = URI.create(url.endsWith("/") ? url : url + "/");
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(badUrl(url), e);
        }
        throw new IllegalArgumentException(badUrl(url));
    }

    private static String badUrl(String url) {
        return "management-url = " + url + " is no address of a management API; write it like http://localhost:15672";
    }

    private static List<Node> nodes(String hosts, int defaultPort) {
        List<Node> nodes = new ArrayList<>();
        for (String part : hosts.split(",", -1)) {
            String one = part.strip();
            int colon = one.lastIndexOf(':');
            boolean bareIpv6 = one.indexOf(':') != colon && !one.endsWith("]") && !one.contains("]:");
            boolean hasPort = colon >= 0 && !bareIpv6 && !one.endsWith("]");
            String host = (hasPort ? one.substring(0, colon) : one).replaceAll("[\\[\\]]", "");
            if (host.isEmpty()) {
                throw new IllegalArgumentException(
                        "host = " + hosts + " names no host; write it like broker.example.org or 10.0.0.1, 10.0.0.2");
            }
            nodes.add(new Node(host, hasPort ? port("host", one.substring(colon + 1)) : defaultPort));
        }
        return nodes;
    }

    private static int port(String key, String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(badPort(key, text), e);
        }
        throw new IllegalArgumentException(badPort(key, text));
    }

    private static String badPort(String key, String text) {
        return key + ": '" + text + "' is no port; write a number from 1 to 65535";
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** The nodes, for people. */
    public String where() {
        StringBuilder where = new StringBuilder();
        for (Node node : nodes) {
            where.append(where.isEmpty() ? "" : ", ")
                    .append(bracketed(node.host()))
                    .append(':')
                    .append(node.port());
        }
        return where.toString();
    }

    @Override
    public String toString() {
        return username + " at " + where();
    }

    /**
     * One node of the broker.
     *
     * @param host a name or an address
     * @param port of AMQP
     */
    public record Node(String host, int port) {}

    /**
     * The management API.
     *
     * @param url ends with a slash
     * @param username has the tag {@code administrator}
     * @param password secret
     */
    public record Management(URI url, String username, String password) {

        @Override
        public String toString() {
            return username + " at " + url;
        }
    }
}
