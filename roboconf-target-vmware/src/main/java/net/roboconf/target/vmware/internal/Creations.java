package net.roboconf.target.vmware.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.TargetException;

/** The creations that this object is about. Thread-safe. */
final class Creations {

    private final Set<MachineKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<Reference> clones = ConcurrentHashMap.newKeySet();

    /** What is done for one machine. */
    interface Work<T> {

        T run() throws Refusal, TargetException, InterruptedException;
    }

    /** One at a time for each machine: a second clone would copy its disks for nothing. */
    <T> T alone(MachineKey key, Work<T> work) throws Refusal, TargetException, InterruptedException {
        if (!keys.add(key)) {
            throw TargetException.unsure("The machine " + key + " is being made by another call.", null);
        }
        try {
            return work.run();
        } finally {
            keys.remove(key);
        }
    }

    /** Waits for a clone, of which others need not be afraid that it is theirs. */
    <T> T cloning(Reference task, Work<T> work) throws Refusal, TargetException, InterruptedException {
        clones.add(task);
        try {
            return work.run();
        } finally {
            clones.remove(task);
        }
    }

    /** The clones that are waited for. */
    Set<Reference> clones() {
        return Set.copyOf(clones);
    }
}
