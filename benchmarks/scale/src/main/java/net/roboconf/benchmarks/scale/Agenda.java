package net.roboconf.benchmarks.scale;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Tasks by the time at which they are due; those of the same time in the order in which they were added. Not thread-safe. */
final class Agenda {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long added;

    private record Task(long at, long number, Runnable what) {}

    void add(long at, Runnable what) {
        tasks.add(new Task(at, added++, what));
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** When the next task is due; {@code Long.MAX_VALUE} when there is none. */
    long next() {
        return tasks.isEmpty() ? Long.MAX_VALUE : tasks.peek().at();
    }

    /** Takes the next task. */
    Runnable take() {
        return tasks.remove().what();
    }
}
