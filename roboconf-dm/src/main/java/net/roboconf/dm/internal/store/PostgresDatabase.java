package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database of our own.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, maybe with parameters
 * @param user who owns the tables
 * @param password of that user; empty when the server asks for none
 */
public record PostgresDatabase(String url, String user, String password) {

    /** How long to wait for a server that does not answer to a new connection, in seconds. */
    private static final int CONNECTS_WITHIN = 2;

    /**
     * Checks the form of the address.
     *
     * @throws IllegalArgumentException when it is no address of PostgreSQL
     */
    public PostgresDatabase {
        new PGSimpleDataSource().setUrl(url);
    }

    /**
     * A new connection.
     *
     * @param answersWithin how long the server may take to answer, in seconds; 0 for as long as it wants. After that the
     *     connection is broken
     */
    Connection connect(int answersWithin) throws SQLException {
        return source(answersWithin).getConnection();
    }

    /** Gives out connections that wait for ever. */
    DataSource source() {
        return source(0);
    }

    private DataSource source(int answersWithin) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("roboconf");
        source.setConnectTimeout(CONNECTS_WITHIN);
        source.setLoginTimeout(2 * CONNECTS_WITHIN);
        source.setSocketTimeout(answersWithin);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
