package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import org.slf4j.LoggerFactory;

/** What the stores in databases have in common: one connection that is held for good, one transaction for each commit. */
abstract class JdbcStore implements StateStore {

    private final String name;
    private final Connection connection;
    private final Seal seal;
    private final ChangeWriter writer;
    private boolean probed;

    /**
     * Takes a connection over.
     *
     * @param name for people, as the object of a sentence
     * @throws StoreException when the key does not fit
     */
    JdbcStore(String name, Connection connection, Seal seal) throws SQLException, StoreException {
        this.name = name;
        this.connection = connection;
        this.seal = seal;
        connection.setAutoCommit(false);
        probed = unlock(connection, seal);
        connection.commit();
        writer = new ChangeWriter(connection, seal);
    }

    /**
     * Reads the key, and sees that it is the one of the store.
     *
     * @return whether the store knows its key already
     */
    private static boolean unlock(Connection connection, Seal seal) throws SQLException, StoreException {
        String probe = probe(connection);
        seal.unlock(probe);
        return probe != null;
    }

    /** The same for a store that somebody else may be the first to use: no key is made for it. */
    static void unlockIfProbed(Connection connection, Seal seal) throws SQLException, StoreException {
        String probe = probe(connection);
        if (probe != null) {
            seal.unlock(probe);
        }
    }

    private static String probe(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select value from setting where name = ?")) {
            statement.setString(1, ChangeWriter.PROBE);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /**
     * Has the transaction that begins fail when this store must not write.
     *
     * @throws SQLException says why
     */
    void begin(Connection transaction) throws SQLException {
        // Whoever has the only connection may write.
    }

    /** For what is copied row by row. */
    final Connection connection() {
        return connection;
    }

    @Override
    public final DmState load() throws StoreException {
        try {
            DmState state = new StateReader(connection, seal).read();
            connection.commit();
            if (state.owner().isEmpty()) {
                Change name = new Change.Owner(UUID.randomUUID().toString());
                commit(List.of(name));
                state.apply(name);
            }
            return state;
        } catch (SQLException | IllegalArgumentException e) {
            throw new StoreException("The store " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public final void commit(List<Change> changes) throws StoreException {
        try {
            begin(connection);
            if (!probed && !changes.isEmpty()) {
                writer.writeProbe(seal.probe());
            }
            writer.write(changes);
            connection.commit();
            probed |= !changes.isEmpty();
        } catch (SQLException | IllegalArgumentException e) {
            rollback(e);
            throw new StoreException("The store " + name + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(JdbcStore.class).warn("The store {} was not closed well", name, e);
        }
    }
}
