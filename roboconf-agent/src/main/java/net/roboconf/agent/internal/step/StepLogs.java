package net.roboconf.agent.internal.step;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steps of an agent's instances printed. Thread-safe. */
public final class StepLogs {

    private static final Logger LOG = LoggerFactory.getLogger(StepLogs.class);

    private final InstanceFolders folders;

    /** The logs in these folders. */
    public StepLogs(InstanceFolders folders) {
        this.folders = folders;
    }

    /** The end of an instance's log, at most so many bytes of it; refuses when it cannot be read. */
    public Reply.Answer end(InstancePath path, int maxBytes) {
        Path newest = folders.log(path);
        try {
            byte[] end = end(newest, maxBytes);
            byte[] before = end.length < maxBytes ? end(StepLogFile.older(newest), maxBytes - end.length) : new byte[0];
            return new Reply.Text(new String(before, StandardCharsets.UTF_8) + new String(end, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Reply.Refused("The log of " + path + " cannot be read: " + e);
        }
    }

    /** Deletes an instance's log; one that cannot be deleted is told of, and stays. */
    public void drop(InstancePath path) {
        Path newest = folders.log(path);
        try {
            Files.deleteIfExists(newest);
            Files.deleteIfExists(StepLogFile.older(newest));
        } catch (IOException e) {
            LOG.warn("The log of {} could not be deleted: {}", path, e.toString());
        }
    }

    private static byte[] end(Path file, int maxBytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, maxBytes));
            channel.position(size - buffer.capacity());
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Reads on until the buffer is full or, when the file was just put aside, its end.
            }
            byte[] read = new byte[buffer.position()];
            buffer.flip().get(read);
            return read;
        } catch (NoSuchFileException e) {
            // No step has printed anything yet.
            return new byte[0];
        }
    }
}
