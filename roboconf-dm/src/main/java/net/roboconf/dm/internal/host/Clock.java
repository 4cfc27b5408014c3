package net.roboconf.dm.internal.host;

import net.roboconf.dm.internal.engine.Moment;

/** Tells the time. */
public interface Clock {

    /** The clocks of this machine. */
    Clock SYSTEM = () -> new Moment(System.nanoTime() / 1_000_000, System.currentTimeMillis());

    /** Now. */
    Moment now();
}
