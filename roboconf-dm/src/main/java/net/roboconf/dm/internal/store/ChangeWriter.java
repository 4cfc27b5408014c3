package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredTemplate;

/** Writes changes as rows, within the transaction of its caller. */
final class ChangeWriter {

    static final String TERM = "term";
    static final String REVISION = "revision";
    static final String SUSPENDED = "suspended";

    private final Connection connection;
    private final RecordCodec codec = new RecordCodec();
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    ChangeWriter(Connection connection) {
        this.connection = connection;
    }

    void write(List<Change> changes) throws SQLException {
        long newestEvent = 0;
        for (Change change : changes) {
            if (change instanceof Change.Happened c) {
                run("insert or replace into event values (?, ?)", c.event().id(), codec.write(c.event()));
                newestEvent = c.event().id();
            } else if (change instanceof Change.PutObserved c) {
                run(
                        "insert or replace into observed values (?, ?, ?)",
                        c.machine().value(),
                        c.instance().path().value(),
                        codec.write(c.instance()));
            } else if (change instanceof Change.PutReport c) {
                run(
                        "insert or replace into report values (?, ?)",
                        c.report().machine().value(),
                        codec.write(c.report()));
            } else if (change instanceof Change.DropObserved c) {
                run(
                        "delete from observed where machine = ? and path = ?",
                        c.machine().value(),
                        c.path().value());
            } else if (change instanceof Change.PutInstance c) {
                StoredInstance instance = c.instance();
                run(
                        "insert or replace into instance values (?, ?, ?)",
                        instance.application(),
                        instance.path().value(),
                        codec.write(instance));
            } else if (change instanceof Change.DropInstance c) {
                run(
                        "delete from instance where application = ? and path = ?",
                        c.application(),
                        c.path().value());
            } else {
                writeRare(change);
            }
        }
        if (newestEvent > DmState.EVENTS) {
            run("delete from event where id <= ?", newestEvent - DmState.EVENTS);
        }
    }

    private void writeRare(Change change) throws SQLException {
        if (change instanceof Change.PutMachine c) {
            StoredMachine machine = c.machine();
            run(
                    "insert or replace into machine values (?, ?, ?, ?, ?)",
                    machine.key().value(),
                    machine.application(),
                    machine.path().value(),
                    machine.phase().name(),
                    codec.write(machine));
        } else if (change instanceof Change.DropMachine c) {
            run("delete from machine where machine = ?", c.key().value());
            run("delete from report where machine = ?", c.key().value());
            run("delete from observed where machine = ?", c.key().value());
        } else if (change instanceof Change.PutApplication c) {
            run(
                    "insert or replace into application values (?, ?)",
                    c.application().name(),
                    codec.write(c.application()));
        } else if (change instanceof Change.DropApplication c) {
            run("delete from application where name = ?", c.name());
        } else if (change instanceof Change.PutTemplate c) {
            StoredTemplate template = c.template();
            run(
                    "insert or replace into template values (?, ?, ?)",
                    template.id().name(),
                    template.id().version(),
                    codec.write(template));
        } else if (change instanceof Change.DropTemplate c) {
            run("delete from template where name = ? and version = ?", c.id().name(), c.id().version());
        } else if (change instanceof Change.PutTarget c) {
            run("insert or replace into target values (?, ?)", c.target().id(), codec.write(c.target()));
        } else if (change instanceof Change.DropTarget c) {
            run("delete from target where id = ?", c.id());
        } else if (change instanceof Change.Term c) {
            run("insert or replace into setting values (?, ?)", TERM, Long.toString(c.term()));
        } else if (change instanceof Change.Revision c) {
            run("insert or replace into setting values (?, ?)", REVISION, Long.toString(c.revision()));
        } else if (change instanceof Change.Suspended c) {
            run("insert or replace into setting values (?, ?)", SUSPENDED, Boolean.toString(c.suspended()));
        } else {
            throw new IllegalArgumentException("A change that the store does not know: " + change);
        }
    }

    private void run(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
