package net.roboconf.agent.internal.host;

import java.time.Duration;

/** How long to wait before an engine that failed begins anew: longer each time, until one has lived for long. */
final class RestartDelay {

    private final HostTuning tuning;
    private Duration next;

    RestartDelay(HostTuning tuning) {
        this.tuning = tuning;
        this.next = tuning.restartFirst();
    }

    /**
     * The wait after one more failure.
     *
     * @param lived how long the engine that failed had lived
     */
    Duration after(Duration lived) {
        Duration wait = lived.compareTo(tuning.healthyAfter()) >= 0 ? tuning.restartFirst() : next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(tuning.restartMax()) < 0 ? doubled : tuning.restartMax();
        return wait;
    }
}
