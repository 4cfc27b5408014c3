package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.testkit.messaging.TcpProxy;

/** One of two Deployment Managers that stand in for each other, and its own ways to the database and to the broker. */
final class Member implements AutoCloseable {

    private static final String MANAGER = "net.roboconf.dm.cfg";
    private static final String RABBITMQ = "net.roboconf.messaging.rabbitmq.cfg";

    private final String name;
    private final Installation installation;
    private final TcpProxy database;
    private final List<TcpProxy> broker;

    /** @param folder below which it gets a folder of its own */
    Member(String name, Path folder, Database database, Broker broker) {
        this.name = name;
        installation = new Installation(folder.resolve(name));
        this.database = new TcpProxy(database.port());
        this.broker =
                broker.ports().stream().map(Integer::valueOf).map(TcpProxy::new).toList();
    }

    /**
     * Unpacks and configures it.
     *
     * @param checkout has the archives
     * @param machines the folder of machines, the same for both
     * @param store the settings of the database
     * @param messaging the settings of the broker, as {@link Demo} takes them
     */
    void prepare(Path checkout, Path machines, Map<String, String> store, List<String> messaging) {
        Map<String, Map<String, String>> configuration = Demo.configuration(messaging);
        Map<String, String> manager = configuration.get(MANAGER);
        manager.putAll(store);
        manager.put("store", "postgresql");
        // The one that both need to read what is sealed.
        manager.put("store.key-file", machines.resolveSibling("store.key").toString());
        manager.put("rehearsal", "false");
        manager.put("store.url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/roboconf");
        Map<String, String> rabbit = configuration.get(RABBITMQ);
        // Agents have a way of their own: they are not cut off with their manager.
        rabbit.put("agent-host", rabbit.get("host") + ":" + rabbit.get("port"));
        rabbit.put("port", Integer.toString(broker.get(0).port()));
        rabbit.put("management-url", "http://127.0.0.1:" + broker.get(1).port());
        configuration.put(
                "net.roboconf.target.local.cfg", new HashMap<>(Map.of("machines.folder", machines.toString())));
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"), Demo.archive(checkout, "karaf-dist-agent"), configuration);
        installation.configure(MANAGER, Map.of("address", installation.address()));
    }

    /** Has it use a store of this kind from its next start on. */
    void use(String store) {
        installation.configure(MANAGER, Map.of("store", store));
    }

    /** Copies its embedded store into the database; what the command says. */
    String copyStore() {
        return Shell.run(installation.home().resolve("bin/copy-store").toString());
    }

    Installation installation() {
        return installation;
    }

    /** Whether it takes orders. */
    boolean isActive() {
        return installation.isUp();
    }

    /** Whether it stands by, and says that the other one is active. */
    boolean standsByFor(Member other) {
        try {
            Rest rest = installation.rest();
            Rest.Answer refused = rest.send("GET", "/applications");
            return refused.status() == 503
                    && refused.json().path("active").asText().equals(other.installation.address())
                    && rest.send("GET", "/health")
                            .json()
                            .path("status")
                            .asText()
                            .equals("stand-by");
        } catch (Rest.Unreachable e) {
            // It does not even answer.
            return false;
        }
    }

    /** Whether it says that it has no connection to the broker. */
    boolean isCutFromBroker() {
        JsonNode connected = status().path("connected");
        return connected.isBoolean() && !connected.asBoolean();
    }

    /** Whether it needs no other way to the broker than its own. */
    boolean allHaveComeAlong() {
        JsonNode notices = status().path("notices");
        return notices.isArray() && !notices.toString().contains("until all agents have come");
    }

    /** How it is, by itself. */
    JsonNode status() {
        try {
            return installation.rest().send("GET", "").json().path("status");
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    /** Nothing passes any more between it and the database; nobody is told. */
    void cutFromDatabase() {
        database.freeze();
    }

    /** All passes again, what was held back first. */
    void healDatabase() {
        database.thaw();
    }

    /** Its connections to the broker end, and no other can be made. */
    void cutFromBroker() {
        broker.forEach(TcpProxy::cut);
    }

    void healBroker() {
        broker.forEach(TcpProxy::restore);
    }

    /** Stops its processes where they are, as a host does that is suspended; or lets them go on. */
    void suspend(boolean stand) {
        String signal = stand ? "STOP" : "CONT";
        installation
                .managerProcesses()
                .forEach(process -> Shell.run("kill", "-s", signal, Long.toString(process.pid())));
    }

    @Override
    public void close() {
        database.close();
        broker.forEach(TcpProxy::close);
    }

    @Override
    public String toString() {
        return name;
    }
}
