package net.roboconf.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Shows instances while they change: on a terminal one line per instance that is drawn anew, elsewhere one line per
 * change.
 */
final class Progress {

    private static final long POLL = 400;

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private int drawn;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Shows the application until it is as it should be.
     *
     * @return false when the time was over before
     */
    boolean until(Lamp lamp, Duration limit, Predicate<List<Lamp.Instance>> done) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            List<Lamp.Instance> instances = lamp.instances();
            show(instances);
            if (done.test(instances)) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
    }

    private void show(List<Lamp.Instance> instances) {
        Map<String, String> lines = new LinkedHashMap<>();
        instances.forEach(instance -> lines.put(instance.path(), line(instance)));
        if (terminal) {
            if (drawn > 0) {
                out.print("\033[" + drawn + "A");
            }
            lines.values().forEach(line -> out.print("\033[2K  " + cut(line) + "\n"));
            out.print("\033[J");
            drawn = lines.size();
        } else {
            lines.forEach((path, line) -> {
                if (!line.equals(shown.get(path))) {
                    out.printf("  %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, line);
                }
            });
            shown.keySet().forEach(path -> {
                if (!lines.containsKey(path)) {
                    out.printf("  %6.1f s  %-24s gone%n", (System.nanoTime() - began) / 1e9, path);
                }
            });
            shown.clear();
            shown.putAll(lines);
        }
        out.flush();
    }

    /** One instance on one line: where it is, what it does, why. */
    static String line(Lamp.Instance instance) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format("%-24s %-20s", instance.path(), instance.actual()));
        if (!instance.reason().equals("NONE")) {
            parts.add(instance.reason());
        }
        if (!instance.message().isBlank()) {
            parts.add(instance.message().lines().findFirst().orElse(""));
        }
        return String.join(" ", parts).stripTrailing();
    }

    private static String cut(String line) {
        return line.length() <= 118 ? line : line.substring(0, 117) + "…";
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted", e);
        }
    }
}
