package net.roboconf.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A RabbitMQ node of an installation's own, driven by {@code dev/backends/rabbitmq}. */
final class Broker {

    private static final String FILE = "net.roboconf.messaging.rabbitmq.cfg";

    private final Path script;
    private final Path folder;

    /**
     * The node whose files are in a folder.
     *
     * @param folder need not exist yet
     */
    Broker(Path checkout, Path folder) {
        script = checkout.resolve("dev/backends/rabbitmq");
        this.folder = folder;
    }

    /** Starts it, with the data that it has, and waits until it answers; what a Deployment Manager has to be told of it. */
    List<String> start() {
        List<String> settings = new ArrayList<>(
                List.of("net.roboconf.dm.cfg:messaging=rabbitmq", "net.roboconf.broker.cfg:enabled=false"));
        Shell.run(script.toString(), "start", folder.toString())
                .lines()
                .forEach(line -> settings.add(FILE + ":" + line));
        return settings;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        Shell.run(script.toString(), "kill", folder.toString());
    }

    /** Its ports: of messages, and of the management API. */
    List<String> ports() {
        Map<String, String> settings = new TreeMap<>();
        Properties file = Installation.read(folder.resolve("settings"));
        file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        return List.of(settings.get("port"), settings.get("management"));
    }
}
