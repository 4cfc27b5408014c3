package net.roboconf.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A PostgreSQL server of one's own, driven by {@code dev/backends/postgresql}. */
final class Database {

    private final Path script;
    private final Path folder;

    /**
     * The server whose files are in a folder.
     *
     * @param folder need not exist yet; what is above it can be reached by everybody
     */
    Database(Path checkout, Path folder) {
        script = checkout.resolve("dev/backends/postgresql");
        this.folder = folder;
    }

    /** Starts it, with the data that it has, and waits until it answers; the keys by which it is told to a manager. */
    Map<String, String> start() {
        Map<String, String> settings = new TreeMap<>();
        Shell.run(script.toString(), "start", folder.toString()).lines().forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return settings;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        Shell.run(script.toString(), "kill", folder.toString());
    }

    /** The port that it listens on. */
    int port() {
        return Integer.parseInt(Installation.read(folder.resolve("settings")).getProperty("port"));
    }
}
