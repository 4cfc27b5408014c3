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

    // What PostgreSQL calls the causes.
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NOT_LET_IN = "28000";
    private static final String NO_DATABASE = "3D000";
    private static final String NOT_PERMITTED = "42501";
    private static final String NOT_CONNECTED = "08";

    private static final String CONFIGURATION = "etc/net.roboconf.dm.cfg";

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

    /** What went wrong, and what to do about it; a sentence without its end. */
    String explain(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return e.getMessage();
        }
        String todo =
                switch (state) {
                    case WRONG_PASSWORD ->
                        "check store.user and store.password (or what is in the file of store.password-file) in "
                                + CONFIGURATION + ", which is read at the start";
                    case NOT_LET_IN ->
                        "the server's pg_hba.conf must let " + user
                                + " in from here; where it asks for TLS, end store.url in " + CONFIGURATION
                                + " with ?sslmode=require";
                    case NO_DATABASE ->
                        "make it, with " + user + " as its owner, or put store.url right in " + CONFIGURATION;
                    case NOT_PERMITTED -> user + " must own the database and its tables";
                    default ->
                        state.startsWith(NOT_CONNECTED)
                                ? "is the server there, and are host, port and parameters in store.url right?"
                                : "the log of the server may say more";
                };
        return e.getMessage() + " (" + todo + ")";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
