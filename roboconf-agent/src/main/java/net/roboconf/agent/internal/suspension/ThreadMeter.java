package net.roboconf.agent.internal.suspension;

import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how much threads allocate. */
@FunctionalInterface
public interface ThreadMeter {

    /** Knows nothing. */
    ThreadMeter NONE = thread -> RecordedCall.NOT_SEEN;

    /**
     * How many bytes a thread has allocated so far, whether they are in use or not; negative when that is not known. For any
     * thread.
     *
     * @param thread its identifier
     */
    long allocated(long thread);

    /** Of this process; knows nothing where the Java virtual machine does not say. */
    static ThreadMeter ofThisProcess() {
        // The first one who asks pays for it: an agent has better things to do when it starts.
        return new ThreadMeter() {

            private volatile ThreadMeter found;

            @Override
            public long allocated(long thread) {
                if (found == null) {
                    found = find();
                }
                return found.allocated(thread);
            }
        };
    }

    private static ThreadMeter find() {
        try {
            if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                    && threads.isThreadAllocatedMemorySupported()) {
                threads.setThreadAllocatedMemoryEnabled(true);
                return threads::getThreadAllocatedBytes;
            }
        } catch (LinkageError | UnsupportedOperationException e) {
            Logger log = LoggerFactory.getLogger(ThreadMeter.class);
            log.debug("This Java virtual machine does not tell what threads allocate", e);
        }
        return NONE;
    }
}
