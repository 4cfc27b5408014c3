package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.model.Sha256;

/**
 * Who brings which blob into a folder: one at a time, of all agents of this process and of all processes of this host. A
 * claim is a lock on one byte of one file, whose place is made of the blob's hash. The kernel lets go of it when the process
 * ends, however it ends. Nobody waits for a claim while having one, so that no two can wait for each other. Thread-safe.
 *
 * <p>The file is open exactly while there are claims, and once in this process: closing it would let go of all of them.
 */
final class BlobClaims {

    /** 60 bits of the hash: a position in a file has 63. */
    private static final int DIGITS = 15;

    private final Path file;
    private final Map<Sha256, FileLock> held = new HashMap<>();
    private FileChannel channel;

    /**
     * No claims yet.
     *
     * @param file made with the first; its folder is there then
     */
    BlobClaims(Path file) {
        this.file = file;
    }

    /** Claims a blob; false when somebody else does. */
    synchronized boolean take(Sha256 blob) throws IOException {
        if (held.containsKey(blob)) {
            return false;
        }
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock(Long.parseLong(blob.value().substring(0, DIGITS), 16), 1, false);
        } catch (OverlappingFileLockException e) {
            // Another agent's bundle in this process, or two hashes that begin alike: somebody else's.
            return false;
        } finally {
            if (lock == null) {
                closeUnused();
            }
        }
        if (lock != null) {
            held.put(blob, lock);
        }
        return lock != null;
    }

    /** Gives up a claim that was taken; a second time changes nothing. */
    synchronized void giveUp(Sha256 blob) throws IOException {
        FileLock lock = held.remove(blob);
        if (lock != null) {
            lock.release();
            closeUnused();
        }
    }

    private void closeUnused() throws IOException {
        if (held.isEmpty() && channel != null) {
            channel.close();
            channel = null;
        }
    }
}
