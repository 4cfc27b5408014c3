package net.roboconf.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory work allocates in the thread that does it: a measure of its effort that, unlike time, does not depend on
 * what else the machine does.
 *
 * <p>It holds what the virtual machine does only once as well, be it at the thousandth call: a class that is loaded, the
 * access to a record that is compiled after some uses. So the least of several times is what the work itself needs.
 */
public final class Allocations {

    private static final int TIMES = 3;

    private Allocations() {}

    /** The least that any of some calls allocates, in bytes; after one that allocates no more than enough, it is it. */
    public static long least(long enough, Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMES && least > enough; i++) {
            least = Math.min(least, once(work));
        }
        return least;
    }

    /** The least that any of some calls allocates, in bytes. */
    public static long least(Runnable work) {
        return least(0, work);
    }

    private static long once(Runnable work) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        work.run();
        return thread.getCurrentThreadAllocatedBytes() - before;
    }
}
