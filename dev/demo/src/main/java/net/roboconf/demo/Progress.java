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
    private final int columns;
    private final long began = System.nanoTime();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private int drawn;
    private boolean first = true;

    /**
     * A new one.
     *
     * @param columns of the terminal; 0 when there is none
     */
    Progress(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
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
        if (columns > 0) {
            if (drawn > 0) {
                out.print("\033[" + drawn + "A");
            }
            lines.values().forEach(line -> out.print("\033[2K  " + cut(line) + "\n"));
            out.print("\033[J");
            drawn = lines.size();
        } else {
            double seconds = (System.nanoTime() - began) / 1e9;
            long atRest =
                    first ? instances.stream().filter(Lamp.Instance::isSettled).count() : 0;
            if (atRest > 0) {
                out.printf("  %6.1f s  %d of %d instances are as they should be%n", seconds, atRest, instances.size());
            }
            instances.forEach(instance -> {
                String line = lines.get(instance.path());
                if (first ? !instance.isSettled() : !line.equals(shown.get(instance.path()))) {
                    out.printf("  %6.1f s  %s%n", seconds, line);
                }
            });
            shown.keySet().forEach(path -> {
                if (!lines.containsKey(path)) {
                    out.printf("  %6.1f s  %-20s removed%n", seconds, path);
                }
            });
            shown.clear();
            shown.putAll(lines);
            first = false;
        }
        out.flush();
    }

    /** One instance on one line: where it is, what it does, why. */
    static String line(Lamp.Instance instance) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format("%-20s %-20s", instance.path(), instance.actual()));
        if (!instance.reason().equals("NONE")) {
            parts.add(instance.reason());
        }
        String why = instance.message().lines().findFirst().orElse("");
        parts.add(why.isBlank() ? plainly(instance) : why);
        return String.join(" ", parts).stripTrailing();
    }

    /** What goes on, where state and reason say it and the Deployment Manager has nothing to add. */
    private static String plainly(Lamp.Instance instance) {
        boolean asked = !instance.isSettled();
        if (!instance.isKnown() && instance.actual().startsWith("DEPLOYED")) {
            return instance.agent().equals("AWAITED")
                    ? "as remembered; its agent has not reported yet"
                    : "as last heard; its agent is " + instance.agent();
        }
        return switch (instance.reason()) {
            case "MACHINE_CREATING" -> "its target makes the machine";
            case "AGENT_NOT_CONNECTED" -> "the machine is there, its agent is starting";
            case "RECIPE_FETCHING" -> "the agent fetches the recipe's files";
            case "NONE" ->
                switch (instance.actual()) {
                    case "DEPLOYING" -> "its recipe's deploy step runs";
                    case "STARTING" -> "its recipe's start step runs";
                    case "STOPPING" -> "its recipe's stop step runs";
                    case "UNDEPLOYING" ->
                        instance.isMachine() ? "the machine is taken away" : "its recipe's undeploy step runs";
                    case "NOT_DEPLOYED" -> asked ? "its agent is being told" : "";
                    case "DEPLOYED_STARTED" -> asked ? "waits for its turn: importers go first" : "";
                    default -> "";
                };
            default -> "";
        };
    }

    private String cut(String line) {
        int room = columns - 3;
        return line.length() <= room ? line : line.substring(0, room - 1) + "…";
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
