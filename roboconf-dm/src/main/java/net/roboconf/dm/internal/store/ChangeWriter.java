package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredTemplate;

/** Writes changes as rows, within the transaction of its caller. */
final class ChangeWriter {

    static final String TERM = "term";
    static final String REVISION = "revision";
    static final String OWNER = "owner";
    static final String PROBE = "seal";
    static final String SUSPENDED = "suspended";
    static final String MESSAGING = "messaging";

    // Understood by SQLite and PostgreSQL alike.
    private static final String PUT_SETTING = put("setting", 1, "name", "value");
    private static final String PUT_TEMPLATE = put("template", 2, "name", "version", "body");
    private static final String PUT_APPLICATION = put("application", 1, "name", "body");
    private static final String PUT_INSTANCE = put("instance", 2, "application", "path", "body");
    private static final String PUT_MACHINE = put("machine", 1, "machine", "application", "path", "phase", "body");
    private static final String PUT_REPORT = put("report", 1, "machine", "body");
    private static final String PUT_OBSERVED = put("observed", 2, "machine", "path", "body");
    private static final String PUT_TARGET = put("target", 1, "id", "body");
    private static final String PUT_EVENT = put("event", 1, "id", "body");

    private final Connection connection;
    private final RecordCodec codec;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** What is written with one statement in a row is sent together: a database elsewhere is asked once. */
    private PreparedStatement batch;

    ChangeWriter(Connection connection, Seal seal) {
        this.connection = connection;
        codec = new RecordCodec(seal);
    }

    /** Notes by what the store knows its key again. */
    void writeProbe(String probe) throws SQLException {
        run(PUT_SETTING, PROBE, probe);
        flush();
    }

    /** Inserts a row, or replaces the one with the same key, which is the first columns. */
    private static String put(String table, int keys, String... columns) {
        List<String> all = List.of(columns);
        return "insert into " + table + " (" + String.join(", ", all) + ") values ("
                + String.join(", ", Collections.nCopies(all.size(), "?")) + ") on conflict ("
                + String.join(", ", all.subList(0, keys)) + ") do update set "
                + all.stream()
                        .skip(keys)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    void write(List<Change> changes) throws SQLException {
        try {
            add(changes);
            flush();
        } finally {
            if (batch != null) {
                batch.clearBatch();
                batch = null;
            }
        }
    }

    private void add(List<Change> changes) throws SQLException {
        long newestEvent = 0;
        for (Change change : changes) {
            if (change instanceof Change.Happened c) {
                run(PUT_EVENT, c.event().id(), codec.write(c.event()));
                newestEvent = c.event().id();
            } else if (change instanceof Change.PutObserved c) {
                run(PUT_OBSERVED, c.machine().value(), c.instance().path().value(), codec.write(c.instance()));
            } else if (change instanceof Change.PutReport c) {
                run(PUT_REPORT, c.report().machine().value(), codec.write(c.report()));
            } else if (change instanceof Change.DropObserved c) {
                run(
                        "delete from observed where machine = ? and path = ?",
                        c.machine().value(),
                        c.path().value());
            } else if (change instanceof Change.PutInstance c) {
                StoredInstance instance = c.instance();
                run(PUT_INSTANCE, instance.application(), instance.path().value(), codec.write(instance));
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
                    PUT_MACHINE,
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
            run(PUT_APPLICATION, c.application().name(), codec.write(c.application()));
        } else if (change instanceof Change.DropApplication c) {
            run("delete from application where name = ?", c.name());
        } else if (change instanceof Change.PutTemplate c) {
            StoredTemplate template = c.template();
            run(PUT_TEMPLATE, template.id().name(), template.id().version(), codec.write(template));
        } else if (change instanceof Change.DropTemplate c) {
            run("delete from template where name = ? and version = ?", c.id().name(), c.id().version());
        } else if (change instanceof Change.PutTarget c) {
            run(PUT_TARGET, c.target().id(), codec.write(c.target()));
        } else if (change instanceof Change.DropTarget c) {
            run("delete from target where id = ?", c.id());
        } else if (change instanceof Change.Term c) {
            run(PUT_SETTING, TERM, Long.toString(c.term()));
        } else if (change instanceof Change.Revision c) {
            run(PUT_SETTING, REVISION, Long.toString(c.revision()));
        } else if (change instanceof Change.Owner c) {
            run(PUT_SETTING, OWNER, c.owner());
        } else if (change instanceof Change.Suspended c) {
            run(PUT_SETTING, SUSPENDED, Boolean.toString(c.suspended()));
        } else if (change instanceof Change.Messaging c) {
            run(PUT_SETTING, MESSAGING, codec.write(c.messaging()));
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
        if (batch != statement) {
            flush();
            batch = statement;
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private void flush() throws SQLException {
        if (batch != null) {
            batch.executeBatch();
            batch = null;
        }
    }
}
