package net.roboconf.dm.internal.store;

import java.sql.SQLException;
import java.util.OptionalLong;

/** The lease as the database has it, by the database's clock. Used by one thread at a time. */
public interface LeaseTable {

    /**
     * Who has it.
     *
     * @param address under which people reach that Deployment Manager
     * @param left how long it is still valid, in milliseconds; 0 or less when it is over
     */
    record Seen(String address, long left) {}

    /** How it is now. */
    Seen look() throws SQLException;

    /**
     * Takes it for {@link Lease#EXPIRES_AFTER}, if it is over.
     *
     * @return the number of the turn; empty when somebody has it
     */
    OptionalLong take() throws SQLException;

    /** Has it last for {@link Lease#EXPIRES_AFTER} from now; false when the turn is another one. */
    boolean renew(long turn) throws SQLException;

    /** Has it be over now, if the turn is still this one. */
    void release(long turn) throws SQLException;
}
