package net.roboconf.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Fetch the page again and again, each time on a new connection, and count who was not served. */
final class Visitors {

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final String address;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<String> failures = new ArrayList<>();
    private final Thread thread;
    private int requests;

    /** Begins at once. */
    Visitors(String address) {
        this.address = address;
        thread = new Thread(this::visit, "visitors");
        thread.setDaemon(true);
        thread.start();
    }

    private void visit() {
        while (going.get()) {
            requests++;
            try {
                Lamp.fetch(address);
            } catch (Trouble e) {
                failures.add(Instant.now() + " " + e.getMessage());
            }
            try {
                Thread.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends them, after the answer to the last one. */
    void end() {
        going.set(false);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted", e);
        }
    }

    /** How many there were. Only after the end. */
    int requests() {
        return requests;
    }

    /** When and why one was not served. Only after the end. */
    List<String> failures() {
        return failures;
    }
}
