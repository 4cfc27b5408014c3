package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * Keeps the state in an SQLite database.
 *
 * <p>With a write-ahead log and full synchronous writes a commit is one sequential write and one flush of the disk; a
 * commit of many changes costs little more than one of a single change. One connection is held for good, with an
 * exclusive lock: a second Deployment Manager on the same folder is refused.
 */
public final class SqliteStore extends JdbcStore {

    /** The name of the database, in its folder. */
    static final String FILE = "roboconf.db";

    /** The file of the key, where it is nowhere else. */
    static final String KEY = "key";

    /**
     * Opens the store, makes it when it does not exist, and brings an older one up to date.
     *
     * @param folder the folder of the database; made when missing, readable by nobody else
     * @throws StoreException when another process has it open, or it cannot be opened
     */
    public static SqliteStore open(Path folder) throws StoreException {
        return open(folder, new Seal(folder.resolve(KEY)));
    }

    /** The same with the key in another place than beside the database. */
    public static SqliteStore open(Path folder, Seal seal) throws StoreException {
        Path file = folder.resolve(FILE);
        try {
            PrivateFolder.make(folder);
            // The native library must not go to a shared folder for temporary files, which may forbid execution.
            Path library = folder.resolve("native");
            Files.createDirectories(library);
            System.getProperties().putIfAbsent("org.sqlite.tmpdir", library.toString());
            SQLiteDataSource source = source(file);
            Connection connection = source.getConnection();
            try {
                forgetDriver();
                lock(connection);
                Migrations.SQLITE.migrate(connection, new HeldConnection(connection));
                return new SqliteStore(file, connection, seal);
            } catch (SQLException | StoreException | RuntimeException | Error e) {
                // An Error, too: a class may be missing while the bundle is refreshed, and the lock must not outlive
                // that.
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            throw new StoreException(explain(file, e), e);
        }
    }

    private static String explain(Path file, Exception e) {
        if (e instanceof SQLiteException known && known.getResultCode().name().startsWith("SQLITE_BUSY")) {
            return "Another Deployment Manager is running on the folder "
                    + file.getParent().getParent()
                    + ": an embedded store belongs to one alone. Stop the other one, or give this one a folder of its own"
                    + " (data = in etc/net.roboconf.dm.cfg). Two that stand in for each other need store = postgresql";
        }
        return "The store " + file + " cannot be opened: " + e.getMessage() + " (is the disk full?)";
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setLockingMode(LockingMode.EXCLUSIVE);
        config.setBusyTimeout(2_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** The driver has put itself into a list of the JDK, where nobody looks for it, and which would hold its bundle for ever. */
    private static void forgetDriver() throws SQLException {
        for (Driver driver :
                DriverManager.drivers().filter(JDBC.class::isInstance).toList()) {
            DriverManager.deregisterDriver(driver);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            statement.execute("commit");
        }
    }

    private SqliteStore(Path file, Connection connection, Seal seal) throws SQLException, StoreException {
        super(file.toString(), connection, seal);
    }
}
