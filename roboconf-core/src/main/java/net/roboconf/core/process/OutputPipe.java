package net.roboconf.core.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The named pipe through which a program's output comes. This process holds both ends for as long as the pipe is open,
 * so that opening never blocks and the pipe has no end; {@link #read} takes what is there and never waits.
 */
final class OutputPipe implements AutoCloseable {

    private static final File NOWHERE = new File("/dev/null");

    private final Path path;
    private final RandomAccessFile bothEnds;
    private final FileInputStream input;
    private final byte[] buffer = new byte[64 * 1024];

    private OutputPipe(Path path, RandomAccessFile bothEnds, FileInputStream input) {
        this.path = path;
        this.bothEnds = bothEnds;
        this.input = input;
    }

    static OutputPipe open(Path path) throws IOException, InterruptedException {
        Files.deleteIfExists(path);
        Process maker = Starting.start(new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .redirectInput(Redirect.from(NOWHERE)));
        int code = maker.waitFor();
        if (code != 0) {
            throw new IOException("A named pipe cannot be made at " + path + " (mkfifo ended with " + code + ")");
        }
        RandomAccessFile bothEnds = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new OutputPipe(path, bothEnds, new FileInputStream(path.toFile()));
        } catch (IOException e) {
            bothEnds.close();
            throw e;
        }
    }

    /** Where a process that is started writes to. */
    Redirect redirect() {
        return Redirect.to(path.toFile());
    }

    /** Hands what is there to the lines, at most {@code limit} bytes. Returns how many there were. */
    int read(OutputLines lines, int limit) throws IOException {
        int total = 0;
        while (total < limit) {
            int there = input.available();
            if (there == 0) {
                break;
            }
            int read = input.read(buffer, 0, Math.min(there, buffer.length));
            lines.add(buffer, read);
            total += read;
        }
        return total;
    }

    /**
     * Leaves the pipe to a process that reads it to its end and keeps nothing: who still writes to it is not disturbed.
     * When nobody does, that process ends at once.
     *
     * @param inherits which variables of this process's environment it inherits: it may live as long as a server, and
     *     must not look like this process
     */
    void handOver(Predicate<String> inherits) throws IOException {
        ProcessBuilder drain = new ProcessBuilder(List.of("setsid", "cat"));
        drain.environment().keySet().removeIf(inherits.negate());
        drain.directory(new File("/"));
        drain.redirectInput(Redirect.from(path.toFile()));
        drain.redirectOutput(Redirect.DISCARD);
        drain.redirectError(Redirect.DISCARD);
        Starting.start(drain);
    }

    @Override
    public void close() throws IOException {
        try (bothEnds;
                input) {
            Files.deleteIfExists(path);
        }
    }
}
