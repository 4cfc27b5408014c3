package net.roboconf.agent.internal.host;

import java.util.concurrent.TimeUnit;
import net.roboconf.agent.internal.engine.Moment;

/** Tells what time it is, on both clocks. Thread-safe. */
@FunctionalInterface
public interface Clock {

    /** The clocks of this machine. */
    Clock SYSTEM = () -> new Moment(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System.currentTimeMillis());

    /** The present moment. */
    Moment now();
}
