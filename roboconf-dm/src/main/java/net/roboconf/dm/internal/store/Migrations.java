package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date, for each kind of database with scripts of its own. A store that is up to date is not given
 * to Flyway at all, which costs a good part of the start and memory that stays.
 */
enum Migrations {
    /** The embedded store. */
    SQLITE("sqlite", "select 1 from sqlite_master where type = 'table' and name = 'flyway_schema_history'"),

    /** A store that two Deployment Managers use in turn. */
    POSTGRESQL("postgresql", "select 1 where to_regclass('flyway_schema_history') is not null");

    /** The newest version among the scripts, the same for each kind. */
    static final String NEWEST = "1";

    private final String folder;
    private final String hasHistory;

    Migrations(String folder, String hasHistory) {
        this.folder = folder;
        this.hasHistory = hasHistory;
    }

    /**
     * Makes the tables, or changes those of an older version.
     *
     * @param connection looks whether there is something to be done
     * @param source for what is to be done
     */
    void migrate(Connection connection, DataSource source) throws SQLException {
        if (isUpToDate(connection)) {
            return;
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Flyway.class.getClassLoader());
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:net/roboconf/dm/internal/store/migrations/" + folder)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private boolean isUpToDate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery(hasHistory)) {
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
