package net.roboconf.target.local.internal.ssh;

import java.util.HashSet;
import java.util.Set;
import net.roboconf.core.model.MachineKey;

/** Lets one thread at a time be busy with a machine. */
final class KeyGuard {

    private final Set<MachineKey> busy = new HashSet<>();

    /** Waits until nobody else is busy with it. {@link #leave} must follow. */
    synchronized void enter(MachineKey key) throws InterruptedException {
        while (!busy.add(key)) {
            wait();
        }
    }

    synchronized void leave(MachineKey key) {
        busy.remove(key);
        notifyAll();
    }
}
