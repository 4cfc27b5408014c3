package net.roboconf.agent.internal.settings;

import java.time.Duration;

/**
 * How long a source is waited for.
 *
 * @param connection until a service is connected
 * @param whole until its answer has come, or a program has ended
 */
record Patience(Duration connection, Duration whole) {

    /** For a source that somebody named: its service may be busy while many machines start. */
    static final Patience NAMED = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(10));

    /** For one that may not be there at all. */
    static final Patience TRIED = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(4));
}
