package net.roboconf.simulator;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import net.roboconf.dm.internal.store.Lease;
import net.roboconf.dm.internal.store.LeaseTable;

/**
 * The lease in the database that several Deployment Managers share, and what must hold of it: at most one of them may act,
 * and one that is well takes over in time. Knows no more of the {@link Lease} itself than PostgreSQL does.
 */
final class SimLeases {

    /** So long after the last one could act the next one must, in milliseconds. */
    private static final long TAKEN_WITHIN = 10_000;

    private final VirtualTime time;
    private long turn;
    private long over;

    /** When somebody could act last, or nobody was there who could have. */
    private long acted;

    SimLeases(VirtualTime time) {
        this.time = time;
    }

    /** The way of one Deployment Manager to the lease. */
    LeaseTable reachedBy(SimManager manager) {
        return new LeaseTable() {
            @Override
            public Seen look() throws SQLException {
                manager.reach();
                return new Seen("", over - time.now());
            }

            @Override
            public OptionalLong take() throws SQLException {
                manager.reach();
                if (time.now() < over) {
                    return OptionalLong.empty();
                }
                extend();
                return OptionalLong.of(++turn);
            }

            @Override
            public boolean renew(long mine) throws SQLException {
                manager.reach();
                if (mine == turn) {
                    extend();
                }
                return mine == turn;
            }

            @Override
            public void release(long mine) throws SQLException {
                manager.reach();
                if (mine == turn) {
                    over = time.now();
                }
            }
        };
    }

    private void extend() {
        over = time.now() + Lease.EXPIRES_AFTER;
        acted = time.now();
    }

    /** What the database asks at each commit. */
    boolean isTurn(long mine) {
        return mine == turn;
    }

    /** Looked at all the time. */
    void look(List<SimManager> managers) {
        long holders = managers.stream().filter(SimManager::holdsLease).count();
        require(holders <= 1, "Both Deployment Managers may act");
        if (holders == 1 || managers.stream().noneMatch(SimManager::isWell)) {
            acted = time.now();
        }
        require(
                time.now() - acted <= TAKEN_WITHIN,
                "Nobody is active for " + (time.now() - acted)
                        + " ms, though there is a Deployment Manager that is well");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation(what);
        }
    }
}
