package net.roboconf.target.openstack.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import net.roboconf.core.model.MachineKey;

/** One creation of a machine at a time, also when the one before was given up and has not noticed yet. Thread-safe. */
final class KeyLocks {

    private final Map<MachineKey, Waiting> locks = new HashMap<>();

    /** A lock, and how many have it or wait for it. */
    private static final class Waiting {

        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** Held until it is released, by the thread that took it. */
    interface Held {

        void release();
    }

    Held take(MachineKey key) throws InterruptedException {
        Waiting waiting;
        synchronized (locks) {
            waiting = locks.computeIfAbsent(key, one -> new Waiting());
            waiting.users++;
        }
        try {
            waiting.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            leave(key, waiting);
            throw e;
        }
        return () -> {
            waiting.lock.unlock();
            leave(key, waiting);
        };
    }

    private void leave(MachineKey key, Waiting waiting) {
        synchronized (locks) {
            if (--waiting.users == 0) {
                locks.remove(key);
            }
        }
    }
}
