package net.roboconf.dm.internal.store;

import java.sql.Connection;
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
    private final ChangeWriter writer;

    /**
     * Takes a connection over.
     *
     * @param name for people, as the object of a sentence
     */
    JdbcStore(String name, Connection connection) throws SQLException {
        this.name = name;
        this.connection = connection;
        connection.setAutoCommit(false);
        writer = new ChangeWriter(connection);
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
            DmState state = new StateReader(connection).read();
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
            writer.write(changes);
            connection.commit();
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
