package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease in PostgreSQL, on a connection of its own, which is made anew after it failed. */
final class PostgresLeaseTable implements LeaseTable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLeaseTable.class);

    /** In seconds: after one renewal without an answer there is time for another one. */
    private static final int ANSWERS_WITHIN = 2;

    private static final String LASTS = "clock_timestamp() + interval '" + Lease.EXPIRES_AFTER + " milliseconds'";

    private final PostgresDatabase database;
    private final String address;
    private Connection connection;

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @param address under which people reach this Deployment Manager */
    PostgresLeaseTable(PostgresDatabase database, String address) {
        this.database = database;
        this.address = address;
    }

    @Override
    public Seen look() throws SQLException {
        return ask(open -> {
            try (PreparedStatement look = open.prepareStatement(
                            "select address, extract(epoch from expires - clock_timestamp()) * 1000 from lease");
                    ResultSet row = look.executeQuery()) {
                row.next();
                return new Seen(row.getString(1), (long) Math.ceil(row.getDouble(2)));
            }
        });
    }

    @Override
    public OptionalLong take() throws SQLException {
        return ask(open -> {
            try (PreparedStatement take =
                    open.prepareStatement("update lease set turn = turn + 1, address = ?, expires = " + LASTS
                            + " where expires <= clock_timestamp() returning turn")) {
                take.setString(1, address);
                try (ResultSet row = take.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    @Override
    public boolean renew(long turn) throws SQLException {
        return ask(open -> {
            try (PreparedStatement renew =
                    open.prepareStatement("update lease set expires = " + LASTS + " where turn = ?")) {
                renew.setLong(1, turn);
                return renew.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void release(long turn) throws SQLException {
        ask(open -> {
            try (PreparedStatement release = open.prepareStatement(
                    "update lease set address = '', expires = clock_timestamp() where turn = ?")) {
                release.setLong(1, turn);
                return release.executeUpdate();
            }
        });
    }

    /**
     * Has a transaction last only if the turn is still this one. Whoever takes the lease waits until the transaction is over,
     * and so finds what it wrote.
     *
     * @throws SQLException when another has taken the lease
     */
    static void check(Connection transaction, long turn) throws SQLException {
        try (PreparedStatement check = transaction.prepareStatement("select 1 from lease where turn = ? for share")) {
            check.setLong(1, turn);
            try (ResultSet row = check.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("another Deployment Manager has become active");
                }
            }
        }
    }

    private <T> T ask(Work<T> work) throws SQLException {
        try {
            if (connection == null) {
                connection = database.connect(ANSWERS_WITHIN);
            }
            return work.on(connection);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        Connection closed = connection;
        connection = null;
        if (closed != null) {
            try {
                closed.close();
            } catch (SQLException e) {
                LOG.debug("The connection of the lease was not closed well", e);
            }
        }
    }
}
