package net.roboconf.dm.internal.store;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the active Deployment Manager, for one turn.
 *
 * <p>The database keeps it, by its own clock: the lease of a Deployment Manager that does not renew it is over after {@link
 * #EXPIRES_AFTER}, and only then can another take it. The holder counts from the moment <em>before</em> it asked, by a clock
 * that nobody sets, and stops {@link #STOPS_AFTER} later: two seconds before anybody else can begin. A process that was
 * suspended finds its time over as soon as it looks.
 *
 * <p>Asked by many threads; {@link #renew} is called by one.
 */
public final class Lease {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** In milliseconds, as all here. */
    public static final long RENEWED_EVERY = 3_000;

    static final long STOPS_AFTER = 6_000;
    public static final long EXPIRES_AFTER = 8_000;

    /** After a renewal that failed. */
    static final long RETRIED_AFTER = 200;

    private final LeaseTable table;
    private final LongSupplier clock;
    private final long turn;
    private volatile long renewed;
    private volatile String over;

    /** What was told in the log, so that it is told once; used by who renews. */
    private String trouble;

    /**
     * Takes it if nobody has it.
     *
     * @param clock monotonic, in milliseconds
     */
    public static Optional<Lease> take(LeaseTable table, LongSupplier clock) throws SQLException {
        long asked = clock.getAsLong();
        OptionalLong turn = table.take();
        return turn.isPresent() ? Optional.of(new Lease(table, clock, turn.getAsLong(), asked)) : Optional.empty();
    }

    private Lease(LeaseTable table, LongSupplier clock, long turn, long asked) {
        this.table = table;
        this.clock = clock;
        this.turn = turn;
        renewed = asked;
    }

    /** The number of this turn; later ones are greater. */
    public long turn() {
        return turn;
    }

    /** Whether its holder may act. Once false it stays so. */
    public boolean isHeld() {
        if (over == null && clock.getAsLong() - renewed >= STOPS_AFTER) {
            over = "its lease was not renewed for " + STOPS_AFTER / 1_000 + " s";
        }
        return over == null;
    }

    /** Why it is over; null while it is held. */
    public String over() {
        return over;
    }

    /**
     * Renews it.
     *
     * @return after how many milliseconds to call this again; negative for not at all: it is over
     */
    public long renew() {
        if (!isHeld()) {
            return -1;
        }
        long asked = clock.getAsLong();
        try {
            if (!table.renew(turn)) {
                over = "another has taken the lease";
            } else if (isHeld()) {
                // Not when the answer came too late: what was told that it is over must not see it come back.
                renewed = asked;
                trouble = null;
            }
        } catch (SQLException e) {
            if (!Objects.equals(trouble, e.getMessage())) {
                LOG.warn("The lease could not be renewed: {}. It is tried again", e.getMessage());
                trouble = e.getMessage();
            }
            return isHeld() ? Math.min(RETRIED_AFTER, left()) : -1;
        }
        return isHeld() ? Math.min(RENEWED_EVERY, left()) : -1;
    }

    private long left() {
        return Math.max(0, renewed + STOPS_AFTER - clock.getAsLong());
    }

    /** Ends the turn. Never throws: a lease that cannot be given back is over by itself. */
    void release() {
        if (over == null) {
            over = "it was given back";
        }
        try {
            table.release(turn);
        } catch (SQLException e) {
            LOG.debug("The lease was not given back", e);
        }
    }
}
