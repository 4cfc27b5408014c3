package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredReport;
import net.roboconf.dm.internal.state.StoredTemplate;

/** Reads all rows. */
final class StateReader {

    private final Connection connection;
    private final RecordCodec codec;

    private interface Row {
        Change read(ResultSet row) throws SQLException;
    }

    StateReader(Connection connection, Seal seal) {
        this.connection = connection;
        codec = new RecordCodec(seal);
    }

    DmState read() throws SQLException {
        DmState state = new DmState();
        read(state, "select name, value from setting", row -> setting(row.getString(1), row.getString(2)));
        read(
                state,
                "select body from template",
                row -> new Change.PutTemplate(codec.read(row.getString(1), StoredTemplate.class)));
        read(
                state,
                "select body from application",
                row -> new Change.PutApplication(codec.read(row.getString(1), StoredApplication.class)));
        read(
                state,
                "select body from instance",
                row -> new Change.PutInstance(codec.read(row.getString(1), StoredInstance.class)));
        read(state, "select body from machine", row -> new Change.PutMachine(codec.readMachine(row.getString(1))));
        read(
                state,
                "select body from report",
                row -> new Change.PutReport(codec.read(row.getString(1), StoredReport.class)));
        read(
                state,
                "select machine, body from observed",
                row -> new Change.PutObserved(
                        new MachineKey(row.getString(1)), codec.read(row.getString(2), ObservedInstance.class)));
        read(state, "select body from target", row -> new Change.PutTarget(codec.readTarget(row.getString(1))));
        read(
                state,
                "select body from event order by id",
                row -> new Change.Happened(codec.read(row.getString(1), ManagerEvent.class)));
        return state;
    }

    private Change setting(String name, String value) {
        return switch (name) {
            case ChangeWriter.TERM -> new Change.Term(Long.parseLong(value));
            case ChangeWriter.REVISION -> new Change.Revision(Long.parseLong(value));
            case ChangeWriter.OWNER -> new Change.Owner(value);
            case ChangeWriter.SUSPENDED -> new Change.Suspended(Boolean.parseBoolean(value));
            case ChangeWriter.MESSAGING -> new Change.Messaging(codec.readMessaging(value));
            default -> null;
        };
    }

    private void read(DmState state, String sql, Row reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Change change = reader.read(rows);
                if (change != null) {
                    state.apply(change);
                }
            }
        }
    }
}
