package net.roboconf.target.vmware.internal;

import java.time.Duration;

/**
 * How often a task is looked at.
 *
 * @param first after this time; each next one after twice as long
 * @param most the longest time between two looks
 */
record Pace(Duration first, Duration most) {

    /** A clone takes minutes, everything else seconds. */
    static final Pace OF_VCENTER = new Pace(Duration.ofMillis(100), Duration.ofSeconds(3));
}
