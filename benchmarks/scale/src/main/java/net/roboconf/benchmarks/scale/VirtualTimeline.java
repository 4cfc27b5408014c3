package net.roboconf.benchmarks.scale;

import java.util.function.BooleanSupplier;

/** A time that passes only when there is nothing to do: the same run gives the same counts on any machine. */
final class VirtualTimeline implements Timeline {

    private final Agenda agenda = new Agenda();
    private long now;

    @Override
    public long now() {
        return now;
    }

    @Override
    public void in(long delay, Runnable task) {
        agenda.add(now + delay, task);
    }

    /**
     * Lets time pass until something is true, and no longer.
     *
     * @param limit in milliseconds of this time
     * @throws IllegalStateException when it is not true after the limit
     */
    void until(BooleanSupplier condition, long limit, String what) {
        long end = now + limit;
        while (!condition.getAsBoolean()) {
            if (agenda.next() > end) {
                throw new IllegalStateException(what + " did not come true within " + limit + " ms");
            }
            step();
        }
    }

    /** Lets this much time pass, in milliseconds. */
    void pass(long duration) {
        long end = now + duration;
        while (agenda.next() <= end) {
            step();
        }
        now = end;
    }

    private void step() {
        now = Math.max(now, agenda.next());
        agenda.take().run();
    }
}
