package net.roboconf.benchmarks.scale;

/** Time, and what is to be done later in it, one thing after another on one thread. */
interface Timeline {

    /** Monotonic milliseconds. */
    long now();

    /** Does something after this many milliseconds; what is due at the same moment is done in the order of the calls. */
    void in(long delay, Runnable task);
}
