package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of one's own: own folder, own port on the loopback address, nothing but loopback. It ends with {@link
 * #close}, and with this process however that ends.
 */
public final class PostgresServer implements AutoCloseable {

    /** A user who must have a password, and has none. */
    static final String WITH_PASSWORD = "careful";

    /** A user who is let in over TLS alone, which this server does not speak. */
    static final String OVER_TLS = "secret";

    private static final String USER = "roboconf";
    private static final long START_SECONDS = 60;

    /** Ends the server when the standard input ends: when it is closed, or its other side died. */
    private static final String GUARD =
            """
            "$@" </dev/null &
            cat >/dev/null
            kill -QUIT $!
            wait
            """;

    /** Who is let in otherwise than the others: these users need not exist to be refused. */
    private static final List<String> RULES = List.of(
            "host all " + WITH_PASSWORD + " 127.0.0.1/32 scram-sha-256",
            "hostssl all " + OVER_TLS + " 127.0.0.1/32 trust",
            "host all " + OVER_TLS + " 127.0.0.1/32 reject");

    private final Path folder;
    private final int port;
    private Process server;
    private int databases;

    private PostgresServer(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    /** A server that is up. Its folder is made, and removed by {@link #close}. */
    public static PostgresServer started() throws Exception {
        PostgresServer made = new PostgresServer(Files.createTempDirectory("roboconf-postgres-"));
        try {
            made.prepare();
            made.start();
            return made;
        } catch (Exception e) {
            made.close();
            throw e;
        }
    }

    private void prepare() throws Exception {
        if (asRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        List<String> make = command("initdb");
        make.addAll(List.of("-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        run(make);
        Path rules = folder.resolve("data/pg_hba.conf");
        List<String> lines = new ArrayList<>(RULES);
        lines.addAll(Files.readAllLines(rules));
        Files.write(rules, lines);
    }

    private void start() throws Exception {
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "sh"));
        line.addAll(command("postgres"));
        line.addAll(List.of("-D", data(), "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", "", "-F"));
        server = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL did not start: " + Files.readString(log()));
            }
            server.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean answers() {
        try (Connection connection = database("postgres").connect(5)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            // Not yet.
            return false;
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static boolean asRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The server refuses to be root. */
    private static List<String> command(String program) throws IOException {
        List<String> line = new ArrayList<>();
        if (asRoot()) {
            line.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            throw new IOException("These tests need PostgreSQL: run 'apt-get install postgresql'");
        }
        try (Stream<Path> found = Files.list(versions)) {
            line.add(found.map(version -> version.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no " + program + " below " + versions))
                    .toString());
        }
        return line;
    }

    private static void run(List<String> line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(line + ": " + said);
        }
    }

    private PostgresDatabase database(String name) {
        return new PostgresDatabase("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, "");
    }

    /** A database of this server, whether it exists or not, for a user, whether that one exists or not. */
    PostgresDatabase database(String name, String user) {
        return new PostgresDatabase(database(name).url(), user, "wrong");
    }

    /** A new database without tables. */
    public PostgresDatabase empty() throws SQLException {
        PostgresDatabase made = missing();
        make(made);
        return made;
    }

    /** A database that does not exist yet. */
    PostgresDatabase missing() {
        return database("d" + ++databases);
    }

    /** Has a database exist. */
    void make(PostgresDatabase database) throws SQLException {
        String url = database.url();
        try (Connection connection = database("postgres").connect(60);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + url.substring(url.lastIndexOf('/') + 1));
        }
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.getOutputStream().close();
                if (!server.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("PostgreSQL does not end");
                }
            }
            Files.deleteIfExists(log());
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
