package net.roboconf.dm.internal.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import net.roboconf.core.model.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of recipes in PostgreSQL, in pieces. They are read on one connection, which is made when it is first needed and made
 * anew after it failed; each that is taken in has a connection and a transaction of its own.
 */
final class PostgresBlobs implements BlobStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBlobs.class);

    /** As much as an agent asks for at once. */
    static final int PIECE = 131_072;

    /** In seconds. */
    private static final int ANSWERS_WITHIN = 10;

    private final PostgresDatabase database;
    private final Supplier<OptionalLong> turn;
    private Connection reading;

    private interface Question<T> {
        T ask(Connection connection) throws SQLException, IOException;
    }

    /** @param turn the present one of this Deployment Manager; empty while it is not active */
    PostgresBlobs(PostgresDatabase database, Supplier<OptionalLong> turn) {
        this.database = database;
        this.turn = turn;
    }

    @Override
    public Sha256 put(InputStream content) throws IOException {
        return write(connection -> {
            MessageDigest digest = Sha256.digest();
            long number = next(connection);
            long size = 0;
            try (PreparedStatement insert = connection.prepareStatement("insert into blob_piece values (?, ?, ?)")) {
                int piece = 0;
                for (byte[] bytes = content.readNBytes(PIECE); bytes.length > 0; bytes = content.readNBytes(PIECE)) {
                    digest.update(bytes);
                    insert.setLong(1, number);
                    insert.setInt(2, piece++);
                    insert.setBytes(3, bytes);
                    insert.executeUpdate();
                    size += bytes.length;
                }
            }
            Sha256 hash = Sha256.of(digest);
            if (name(connection, hash, number, size)) {
                connection.commit();
            } else {
                // It is there already.
                connection.rollback();
            }
            return hash;
        });
    }

    private static long next(Connection connection) throws SQLException {
        try (Statement next = connection.createStatement();
                ResultSet row = next.executeQuery("select nextval('blob_content')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean name(Connection connection, Sha256 hash, long number, long size) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into blob values (?, ?, ?) on conflict (hash) do nothing")) {
            insert.setString(1, hash.value());
            insert.setLong(2, number);
            insert.setLong(3, size);
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public Optional<Long> size(Sha256 blob) throws IOException {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select size from blob where hash = ?")) {
                select.setString(1, blob.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public byte[] read(Sha256 blob, long offset, int length) throws IOException {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select size, piece, bytes from blob left join blob_piece on blob_piece.content = blob.content"
                            + " and piece between ? and ? where hash = ? order by piece")) {
                select.setLong(1, offset / PIECE);
                select.setLong(2, (offset + length - 1) / PIECE);
                select.setString(3, blob.value());
                try (ResultSet rows = select.executeQuery()) {
                    return piece(blob, rows, offset, length);
                }
            }
        });
    }

    private static byte[] piece(Sha256 blob, ResultSet rows, long offset, int length) throws SQLException, IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        long wanted = -1;
        while (rows.next()) {
            wanted = Math.max(0, Math.min(length, rows.getLong(1) - offset));
            byte[] bytes = rows.getBytes(3);
            if (bytes != null) {
                long start = rows.getLong(2) * PIECE;
                int from = (int) Math.max(0, offset - start);
                int to = (int) Math.min(bytes.length, offset + length - start);
                if (to > from) {
                    found.write(bytes, from, to - from);
                }
            }
        }
        if (wanted < 0) {
            throw new IOException("There is no blob " + blob);
        }
        if (found.size() != wanted) {
            throw new IOException("The blob " + blob + " has become shorter");
        }
        return found.toByteArray();
    }

    @Override
    public void keepOnly(Set<Sha256> wanted) throws IOException {
        OptionalLong present = turn.get();
        if (present.isEmpty()) {
            throw new IOException("This Deployment Manager is not active");
        }
        write(connection -> {
            PostgresLeaseTable.check(connection, present.getAsLong());
            Set<String> unwanted = hashes(connection);
            wanted.forEach(blob -> unwanted.remove(blob.value()));
            try (PreparedStatement pieces = connection.prepareStatement(
                            "delete from blob_piece using blob where blob.content = blob_piece.content and hash = ?");
                    PreparedStatement names = connection.prepareStatement("delete from blob where hash = ?")) {
                for (String hash : unwanted) {
                    pieces.setString(1, hash);
                    pieces.executeUpdate();
                    names.setString(1, hash);
                    names.executeUpdate();
                }
            }
            connection.commit();
            return null;
        });
    }

    private static Set<String> hashes(Connection connection) throws SQLException {
        Set<String> hashes = new HashSet<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select hash from blob")) {
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }

    private <T> T write(Question<T> question) throws IOException {
        try (Connection connection = database.connect(ANSWERS_WITHIN)) {
            connection.setAutoCommit(false);
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IOException(
                    "The files of recipes in " + database.url() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private synchronized <T> T read(Question<T> question) throws IOException {
        try {
            if (reading == null) {
                reading = database.connect(ANSWERS_WITHIN);
            }
            return question.ask(reading);
        } catch (SQLException e) {
            close();
            throw new IOException(
                    "The files of recipes in " + database.url() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        Connection closed = reading;
        reading = null;
        if (closed != null) {
            try {
                closed.close();
            } catch (SQLException e) {
                LOG.debug("The connection of the files was not closed well", e);
            }
        }
    }
}
