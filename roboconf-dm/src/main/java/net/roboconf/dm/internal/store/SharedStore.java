package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import net.roboconf.dm.StandBy;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that several Deployment Managers use in turn. {@link #open} waits for the turn of this one; until
 * then it is a stand-by, and says who is active. Safe for use by many threads; opened by one.
 */
public final class SharedStore implements StoreOpener {

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    /** How often a stand-by looks at the lease, in milliseconds. */
    private static final long LOOKS_EVERY = 500;

    /** How long the database may take to answer a commit, in seconds; the lease is lost before. */
    private static final int ANSWERS_WITHIN = 30;

    private final PostgresDatabase database;
    private final Seal seal;
    private final String address;
    private final LongSupplier clock;
    private final PostgresBlobs blobs;
    private volatile PostgresStore opened;
    private volatile StandBy standBy;
    private boolean cancelled;

    /**
     * Prepares; nothing is asked of the database yet.
     *
     * @param seal with the key that all of them share
     * @param address under which people reach REST of this Deployment Manager; told by the others while it is active
     */
    public SharedStore(PostgresDatabase database, Seal seal, String address) {
        this(database, seal, address, () -> System.nanoTime() / 1_000_000);
    }

    SharedStore(PostgresDatabase database, Seal seal, String address, LongSupplier clock) {
        this.database = database;
        this.seal = seal;
        this.address = address;
        this.clock = clock;
        blobs = new PostgresBlobs(database, this::turn);
    }

    /** The files of recipes, which all that use the database share. */
    public BlobStore blobs() {
        return blobs;
    }

    private OptionalLong turn() {
        PostgresStore present = opened;
        return present == null ? OptionalLong.empty() : OptionalLong.of(present.turn());
    }

    @Override
    public Optional<StandBy> standBy() {
        return Optional.ofNullable(standBy);
    }

    @Override
    public StateStore open() throws StoreException, InterruptedException {
        return open(this::await);
    }

    /**
     * The store, for who does not wait for a turn.
     *
     * @throws StoreException also when a Deployment Manager is active on the database
     */
    PostgresStore openAtOnce() throws StoreException {
        try {
            return open(table -> {
                migrate();
                return Lease.take(table, clock)
                        .orElseThrow(() -> new SQLException("it is in use: stop all Deployment Managers that use it"));
            });
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing was waited for", e);
        }
    }

    /** How the turn comes. */
    private interface Turn {
        Lease take(PostgresLeaseTable table) throws SQLException, InterruptedException;
    }

    private PostgresStore open(Turn turn) throws StoreException, InterruptedException {
        opened = null;
        PostgresLeaseTable table = new PostgresLeaseTable(database, address);
        Lease lease = null;
        try {
            lease = turn.take(table);
            Connection connection = database.connect(ANSWERS_WITHIN);
            opened = new PostgresStore(database, connection, seal, lease, () -> {
                table.close();
                blobs.close();
            });
            standBy = null;
            return opened;
        } catch (SQLException e) {
            throw new StoreException("The store " + database + " cannot be opened: " + database.explain(e), e);
        } finally {
            if (opened == null) {
                if (lease != null) {
                    lease.release();
                }
                table.close();
            }
        }
    }

    /** Waits until nobody has the lease, and takes it. */
    private Lease await(PostgresLeaseTable table) throws InterruptedException {
        boolean migrated = false;
        while (true) {
            try {
                if (!migrated) {
                    migrate();
                    checkKey();
                    migrated = true;
                }
                Optional<Lease> lease = Lease.take(table, clock);
                if (lease.isPresent()) {
                    return lease.get();
                }
                LeaseTable.Seen seen = table.look();
                become(new StandBy(
                        seen.address().isEmpty() ? null : seen.address(),
                        "This Deployment Manager is a stand-by; active is "
                                + (seen.address().isEmpty() ? "another one" : seen.address())));
                pause(Math.max(10, Math.min(LOOKS_EVERY, seen.left())));
            } catch (SQLException e) {
                cannotReach(database.explain(e));
            } catch (StoreException e) {
                cannotReach(e.getMessage());
            }
        }
    }

    /** A stand-by says so early that it could not take over. The first one of all makes the key when its turn comes. */
    private void checkKey() throws SQLException, StoreException {
        try (Connection connection = database.connect(0)) {
            JdbcStore.unlockIfProbed(connection, seal);
        }
    }

    /** It may come to work by itself. */
    private void cannotReach(String why) throws InterruptedException {
        StandBy now = new StandBy(
                null,
                "This Deployment Manager is a stand-by, and cannot use the store " + database + ": " + why
                        + "; it tries again");
        if (!now.equals(standBy)) {
            LOG.warn("{}", now.why());
            standBy = now;
        }
        pause(LOOKS_EVERY);
    }

    private void migrate() throws SQLException {
        try (Connection connection = database.connect(0)) {
            Migrations.POSTGRESQL.migrate(connection, database.source());
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLException("its tables cannot be made: " + e.getMessage(), e);
        }
    }

    private void become(StandBy now) {
        if (!now.equals(standBy)) {
            LOG.info("{}", now.why());
            standBy = now;
        }
    }

    private synchronized void pause(long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        for (long left = milliseconds; left > 0 && !cancelled; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        if (cancelled) {
            throw new InterruptedException("The Deployment Manager stops");
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }
}
