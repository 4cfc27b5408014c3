package net.roboconf.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The time of this machine. One thread {@linkplain #run runs} the tasks; others {@linkplain #put put} more. */
final class RealTimeline implements Timeline {

    private final Agenda agenda = new Agenda();
    private final LinkedBlockingQueue<Runnable> outside = new LinkedBlockingQueue<>();
    private boolean ended;

    @Override
    public long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void in(long delay, Runnable task) {
        agenda.add(now() + delay, task);
    }

    /** From any thread: does this as soon as possible. */
    void put(Runnable task) {
        outside.add(task);
    }

    /** On its thread: {@link #run} returns after the present task. */
    void end() {
        ended = true;
    }

    /** Does what there is to do until it is {@linkplain #end ended}. */
    void run() throws InterruptedException {
        List<Runnable> came = new ArrayList<>();
        while (!ended) {
            came.clear();
            outside.drainTo(came, 1_000);
            came.forEach(Runnable::run);
            for (int i = 0; i < 1_000 && !ended && agenda.next() <= now(); i++) {
                agenda.take().run();
            }
            if (outside.isEmpty() && !ended && agenda.next() > now()) {
                long wait = agenda.isEmpty() ? 1_000 : agenda.next() - now();
                Runnable next = outside.poll(wait, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            }
        }
    }
}
