package net.roboconf.agent.internal.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.Memo;

/**
 * The memory of one agent as a file of JSON lines, one {@link Memo} each, which only grows.
 *
 * <p>A crash can cut off the last line; it is dropped at the next opening. Nothing that was durable is lost by that: a
 * durable line reached the disk with its line end. A line that cannot be read <em>before</em> others is damage, and
 * nothing is guessed about it.
 *
 * <p>The file is written anew, with the fewest memos that come to the same state, when it is opened and when it has
 * grown much since. The new file replaces the old one in one step.
 *
 * <p>Any failed write breaks the journal: what is on disk then is unknown, and only opening it again tells. Not
 * thread-safe; a lock file keeps a second process away.
 */
public final class Journal implements AutoCloseable {

    /** Lines since the last compaction that make the next one worth its while. */
    static final long COMPACT_AFTER_LINES = 10_000;

    /** The same in bytes: statements about a large prefix are long. */
    static final long COMPACT_AFTER_BYTES = 32L * 1024 * 1024;

    private static final Set<StandardOpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    private final Path file;
    private final Durability durability;
    private final MemoLines lines;
    private final FolderLock lock;
    private FileChannel channel;
    private long grownLines;
    private long grownBytes;
    private boolean broken;

    private Journal(Path file, Durability durability, MemoLines lines, FolderLock lock) {
        this.file = file;
        this.durability = durability;
        this.lines = lines;
        this.lock = lock;
    }

    /**
     * Opens the journal in this folder, which is made when missing.
     *
     * @throws IOException when it cannot be read or written, another process has it open, or it is damaged; the journal
     *     is then as it was
     */
    public static Journal open(Path folder, Durability durability, MemoLines lines) throws IOException {
        Files.createDirectories(folder);
        Journal journal = new Journal(folder.resolve("memory.jsonl"), durability, lines, FolderLock.take(folder));
        try {
            if (Files.exists(journal.file)) {
                journal.compact();
            } else {
                journal.begin();
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** What all memos come to. Read from disk at each call; the result is the caller's own. */
    public AgentMemory memory() throws IOException {
        AgentMemory memory = new AgentMemory();
        try (BufferedReader reader = Files.newBufferedReader(file, MemoLines.CHARSET)) {
            lines.read(file, reader, memory::add);
        }
        return memory;
    }

    /**
     * Adds memos, in order.
     *
     * @param durable whether to wait until they, and all before them, are as safe as the journal makes them
     * @throws IOException when they could not be written; the journal is of no use any more
     */
    public void append(List<Memo> memos, boolean durable) throws IOException {
        if (broken) {
            throw new IOException("An earlier write to " + file + " failed");
        }
        broken = true;
        byte[] bytes = lines.encode(memos);
        write(channel, bytes);
        if (durable) {
            sync(channel);
        }
        broken = false;
        grownLines += memos.size();
        grownBytes += bytes.length;
    }

    /**
     * Writes the file anew when it has grown much.
     *
     * @throws IOException when that failed; the journal is of no use any more
     */
    public void compactWhenGrown() throws IOException {
        if (grownLines >= COMPACT_AFTER_LINES || grownBytes >= COMPACT_AFTER_BYTES) {
            broken = true;
            compact();
            broken = false;
        }
    }

    private void begin() throws IOException {
        channel = FileChannel.open(file, APPEND, ownerOnly());
        syncFolder();
    }

    private void compact() throws IOException {
        List<Memo> fewest = memory().asMemos();
        Path fresh = file.resolveSibling("memory.jsonl.new");
        try (FileChannel out = FileChannel.open(fresh, ANEW, ownerOnly())) {
            OutputStream stream = Channels.newOutputStream(out);
            for (Memo memo : fewest) {
                stream.write(lines.encode(List.of(memo)));
            }
            sync(out);
        }
        closeChannel();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
        channel = FileChannel.open(file, APPEND, ownerOnly());
        grownLines = 0;
        grownBytes = 0;
    }

    private static void write(FileChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private void sync(FileChannel written) throws IOException {
        if (durability == Durability.POWER_LOSS) {
            written.force(false);
        }
    }

    /** A renamed file is only as durable as the folder that names it. */
    private void syncFolder() throws IOException {
        if (durability == Durability.POWER_LOSS) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** The values of exports and of instances' data may be secret. */
    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** Lets go of the file. What was appended as durable stays so. May be called twice. */
    @Override
    public void close() throws IOException {
        broken = true;
        try {
            closeChannel();
        } finally {
            lock.close();
        }
    }
}
