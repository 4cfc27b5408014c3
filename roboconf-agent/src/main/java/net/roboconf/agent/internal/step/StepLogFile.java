package net.roboconf.agent.internal.step;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of an instance's steps, for the time of one step. Lines begin with the time. When the file has reached its
 * limit it becomes {@code NAME.log.1}, in place of an earlier one. Opened at the first line: most checks print none. Not
 * thread-safe.
 */
final class StepLogFile implements AutoCloseable {

    /** In bytes. Two such files per instance are enough to see the last deployments of a chatty recipe. */
    static final long LIMIT = 1024 * 1024;

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** What recipes print is for those who run them: not for every account of the machine. */
    private static final FileAttribute<?> FOR_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<StandardOpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private static final Logger LOG = LoggerFactory.getLogger(StepLogFile.class);

    private final Path file;
    private final LongSupplier wallClock;
    private OutputStream out;
    private long size;
    private boolean failed;

    StepLogFile(Path file, LongSupplier wallClock) {
        this.file = file;
        this.wallClock = wallClock;
    }

    /** The part of a log that was full. */
    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Adds a line. A log that cannot be written, on a full disk for instance, fails no step. */
    void write(String line) {
        if (failed) {
            return;
        }
        try {
            byte[] bytes = (TIME.format(Instant.ofEpochMilli(wallClock.getAsLong())) + " " + line + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            if (out == null) {
                open();
            } else if (size >= LIMIT) {
                out.close();
                open();
            }
            out.write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            failed = true;
            LOG.warn(
                    "The log of steps {} cannot be written: {}. The rest of this step is not logged.",
                    file,
                    e.toString());
        }
    }

    private void open() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, APPEND, FOR_OWNER);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(file, APPEND, FOR_OWNER);
        }
        size = channel.size();
        if (size >= LIMIT) {
            channel.close();
            Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            channel = FileChannel.open(file, APPEND, FOR_OWNER);
            size = 0;
        }
        out = Channels.newOutputStream(channel);
    }

    @Override
    public void close() {
        // Whatever still prints after the end of its step is too late.
        failed = true;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.warn("The log of steps {} could not be closed: {}", file, e.toString());
        }
    }
}
