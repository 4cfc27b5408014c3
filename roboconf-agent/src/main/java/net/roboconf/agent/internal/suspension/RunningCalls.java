package net.roboconf.agent.internal.suspension;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.osgi.ServiceOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which plug-ins are being called now, in a file that outlives the process: a call is written before it begins and struck
 * out after it has returned. While there are calls, what their threads have allocated is added ten times a second, so that
 * the next run of the process can tell one that uses little memory from others.
 *
 * <p>The file has a place of fixed size for each call. Each change is one write within one block, which the kernel has whole
 * or not at all however the process ends. It is not flushed to the disk: with the machine its processes are gone, too.
 * Thread-safe.
 */
public final class RunningCalls implements AutoCloseable {

    /** More than threads that call plug-ins, unless many hundred do not come back. */
    private static final int PLACES = 256;

    /** A fourth of a block of most disks. */
    private static final int PLACE_BYTES = 1024;

    // Within a place.
    private static final int USED = 0;
    private static final int ALLOCATED = 8;
    private static final int LENGTH = 16;
    private static final int TEXT = 20;

    private static final long LOOK_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(RunningCalls.class);

    private final RandomAccessFile file;
    private final ThreadMeter meter;
    private final ScheduledExecutorService timer;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<Integer, Call> calls = new HashMap<>();
    private boolean looking;
    private boolean broken;

    private RunningCalls(RandomAccessFile file, ThreadMeter meter, ScheduledExecutorService timer) {
        this.file = file;
        this.meter = meter;
        this.timer = timer;
        for (int place = 0; place < PLACES; place++) {
            free.add(place);
        }
    }

    /** Writes nothing down. */
    public static RunningCalls unrecorded() {
        return new RunningCalls(null, ThreadMeter.NONE, null);
    }

    /**
     * Writes down what is called from now on, in place of what is in the file.
     *
     * @param timer must outlive this
     */
    static RunningCalls open(Path file, ThreadMeter meter, ScheduledExecutorService timer) throws IOException {
        // Not the old one: an earlier run of this bundle in this process may still write to it.
        Files.deleteIfExists(file);
        return new RunningCalls(new RandomAccessFile(file.toFile(), "rw"), meter, timer);
    }

    /** The calls that had not returned when the process ended that wrote this file; none when there is no file. */
    static List<RecordedCall> read(Path file) throws IOException {
        List<RecordedCall> found = new ArrayList<>();
        if (Files.exists(file)) {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
            for (int place = 0; place + TEXT <= all.limit(); place += PLACE_BYTES) {
                int length = all.getInt(place + LENGTH);
                if (all.get(place + USED) != 0 && length >= 0 && place + TEXT + length <= all.limit()) {
                    String text = new String(all.array(), place + TEXT, length, StandardCharsets.UTF_8);
                    found.add(parse(text, all.getLong(place + ALLOCATED)));
                }
            }
        }
        return found;
    }

    private static RecordedCall parse(String text, long allocated) {
        String[] lines = text.split("\n", -1);
        Set<String> installers = new TreeSet<>(Arrays.asList(lines[2].split(",")));
        installers.remove("");
        return new RecordedCall(lines[0], lines[1], installers, lines[3], allocated);
    }

    /**
     * A call begins on this thread.
     *
     * @param installers that the plug-in serves; empty when that is not known
     * @param what the call is for, in a few words for people
     * @return closed when the call has returned
     */
    public Call enter(ServiceOrigin origin, Set<String> installers, String what) {
        Call call = new Call(Thread.currentThread().getId());
        if (file == null) {
            return call;
        }
        call.allocatedBefore = meter.allocated(call.thread);
        synchronized (this) {
            if (broken || free.isEmpty()) {
                return call;
            }
            call.place = free.poll();
            calls.put(call.place, call);
            write(call.place * PLACE_BYTES, place(origin, installers, what));
            if (!looking) {
                looking = true;
                timer.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return call;
    }

    private static byte[] place(ServiceOrigin origin, Set<String> installers, String what) {
        byte[] text = String.join(
                        "\n", origin.bundle(), origin.version().toString(), String.join(",", installers), what)
                .getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, PLACE_BYTES - TEXT);
        ByteBuffer place = ByteBuffer.allocate(TEXT + length);
        place.put(USED, (byte) 1);
        place.putLong(ALLOCATED, RecordedCall.NOT_SEEN);
        place.putInt(LENGTH, length);
        place.put(TEXT, text, 0, length);
        return place.array();
    }

    /** Adds to each call what it has allocated. */
    private synchronized void look() {
        looking = !calls.isEmpty() && !broken;
        if (looking) {
            calls.forEach((place, call) -> {
                long now = meter.allocated(call.thread);
                if (now >= 0 && call.allocatedBefore >= 0) {
                    byte[] allocated = ByteBuffer.allocate(Long.BYTES)
                            .putLong(now - call.allocatedBefore)
                            .array();
                    write(place * PLACE_BYTES + ALLOCATED, allocated);
                }
            });
            timer.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void write(int at, byte[] bytes) {
        try {
            file.seek(at);
            file.write(bytes);
        } catch (IOException e) {
            broken = true;
            LOG.warn(
                    "Which plug-ins run cannot be written down any more ({}): should the process run out of memory, its"
                            + " next run will not know which one it was",
                    e.toString());
        }
    }

    private synchronized void leave(int place) {
        calls.remove(place);
        free.add(place);
        if (!broken) {
            write(place * PLACE_BYTES + USED, new byte[1]);
        }
    }

    /** Ends the record. Calls that return later are not struck out. */
    @Override
    public synchronized void close() {
        broken = true;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("The record of running plug-ins could not be closed", e);
            }
        }
    }

    /** A call that has not returned yet. */
    public final class Call {

        private static final int NOWHERE = -1;

        private final long thread;
        private long allocatedBefore;
        private int place = NOWHERE;

        private Call(long thread) {
            this.thread = thread;
        }

        /** It has returned. Called once. */
        public void close() {
            if (place != NOWHERE) {
                leave(place);
            }
        }
    }
}
