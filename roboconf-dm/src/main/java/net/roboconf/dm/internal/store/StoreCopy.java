package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.roboconf.core.model.Sha256;

/**
 * Copies all that an embedded store has into a PostgreSQL database that is empty: the files of recipes first, then all rows
 * in one transaction. Cut off at any point it can be begun again: files that are there are not copied twice, and without
 * their rows they mean nothing. Both stores are held while it lasts, so that no Deployment Manager can begin on either.
 */
public final class StoreCopy {

    /** Rows that are sent at once. */
    private static final int BATCH = 500;

    private final Path data;
    private final Seal seal;
    private final PostgresDatabase database;
    private final Consumer<String> told;

    /**
     * Prepares.
     *
     * @param data the data folder of the Deployment Manager whose store is copied
     * @param seal with the key of both
     * @param told gets a line for each part that is done
     */
    public StoreCopy(Path data, Seal seal, PostgresDatabase database, Consumer<String> told) {
        this.data = data;
        this.seal = seal;
        this.database = database;
        this.told = told;
    }

    /**
     * Copies.
     *
     * @throws StoreException when there is nothing to copy, one of the two is in use, the database is not empty, or something
     *     fails; then the database has no rows, and can be copied into again
     */
    public void copy() throws StoreException {
        Path folder = data.resolve("store");
        if (Files.notExists(folder.resolve(SqliteStore.FILE))) {
            throw new StoreException(
                    "There is no embedded store in " + folder + ": is data in etc/net.roboconf.dm.cfg right?", null);
        }
        SharedStore shared = new SharedStore(database, seal, "");
        try (SqliteStore from = SqliteStore.open(folder, seal);
                PostgresStore to = shared.openAtOnce()) {
            List<String> tables = tables(from.connection());
            for (String table : tables) {
                mustBeEmpty(to.connection(), table);
            }
            copyFiles(data.resolve("blobs"), shared.blobs());
            for (String table : tables) {
                copyRows(table, from.connection(), to.connection());
            }
            to.commit(List.of());
        } catch (SQLException | IOException e) {
            throw new StoreException("The store in " + folder + " was not copied: " + e.getMessage(), e);
        }
    }

    /** All of ours; what keeps the versions of the tables is not. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from sqlite_master where type = 'table'"
                        + " and name not like 'sqlite_%' and name <> 'flyway_schema_history' order by name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void mustBeEmpty(Connection connection, String table) throws SQLException, StoreException {
        long rows = count(connection, table);
        if (rows > 0) {
            throw new StoreException(
                    "The database " + database + " is not empty, its table " + table + " has rows (" + rows
                            + "): a Deployment Manager has used it. Copy into a new, empty database",
                    null);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void copyRows(String table, Connection from, Connection to) throws SQLException {
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery("select * from " + table)) {
            try (PreparedStatement insert = to.prepareStatement(insert(table, rows.getMetaData()))) {
                int waiting = 0;
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.addBatch();
                    if (++waiting == BATCH) {
                        insert.executeBatch();
                        waiting = 0;
                    }
                }
                insert.executeBatch();
            }
        }
        long wanted = count(from, table);
        long found = count(to, table);
        if (found != wanted) {
            throw new SQLException("of " + wanted + " rows of the table " + table + " there are " + found);
        }
        told.accept("table " + table + ": " + found + " rows");
    }

    private static String insert(String table, ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
        }
        return "insert into " + table + " (" + String.join(", ", names) + ") values ("
                + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    }

    private void copyFiles(Path folder, BlobStore to) throws IOException {
        long files = 0;
        long bytes = 0;
        for (Path file : files(folder)) {
            Sha256 name = new Sha256(file.getFileName().toString());
            Optional<Long> there = to.size(name);
            if (there.isEmpty()) {
                there = Optional.of(copyFile(file, name, to));
            }
            if (there.get() != Files.size(file)) {
                throw new IOException("of the file " + file + " there are " + there.get() + " bytes");
            }
            files++;
            bytes += there.get();
        }
        told.accept("files of recipes: " + files + ", " + bytes + " bytes");
    }

    private static long copyFile(Path file, Sha256 name, BlobStore to) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            if (!to.put(content).equals(name)) {
                throw new IOException("the file " + file + " is damaged: its content is not what its name promises");
            }
        }
        return to.size(name).orElseThrow(() -> new IOException("the file " + file + " was not taken in"));
    }

    /** Those that are complete. */
    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .sorted()
                    .toList();
        }
    }
}
