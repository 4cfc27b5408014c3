package net.roboconf.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.roboconf.core.plugin.Plugin;

/** A start on a thread of its own, as an agent runs it. */
final class Attempt {

    private final Thread thread;
    private volatile Throwable thrown;

    /** Begins it. */
    Attempt(Plugin plugin, TestInstance instance) {
        thread = new Thread(
                () -> {
                    try {
                        plugin.start(instance.step());
                    } catch (Throwable e) {
                        thrown = e;
                    }
                },
                "step of " + instance.name());
        thread.start();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Interrupts it and waits for its end. */
    void interrupt(Duration grace) throws InterruptedException {
        thread.interrupt();
        thread.join(grace.toMillis());
        assertThat(thread.isAlive())
                .as("runs on %s after its interruption", grace)
                .isFalse();
    }

    /** What it threw; null when it succeeded. */
    Throwable thrown() {
        return thrown;
    }
}
