package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date. A store that is up to date is not given to Flyway at all, which costs a good part of the
 * start and memory that stays.
 */
final class Migrations {

    /** The newest version among the scripts in {@code migrations}. */
    static final String NEWEST = "1";

    private Migrations() {}

    static void migrate(Connection connection) throws SQLException {
        if (isUpToDate(connection)) {
            return;
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Flyway.class.getClassLoader());
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(new HeldConnection(connection))
                    .locations("classpath:net/roboconf/dm/internal/store/migrations")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static boolean isUpToDate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery(
                    "select 1 from sqlite_master where type = 'table' and name = 'flyway_schema_history'")) {
                if (!tables.next()) {
                    return false;
                }
            }
            try (ResultSet newest = statement.executeQuery("select version, success from flyway_schema_history"
                    + " where version is not null order by installed_rank desc limit 1")) {
                return newest.next() && NEWEST.equals(newest.getString(1)) && newest.getBoolean(2);
            }
        }
    }
}
