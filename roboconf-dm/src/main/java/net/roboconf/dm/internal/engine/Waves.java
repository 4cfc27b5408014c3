package net.roboconf.dm.internal.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.model.InstancePath;

/** Whom the instances of an application that are to be undeployed in waves wait for: those of the earliest wave left. */
final class Waves {

    private static final int OVER = Integer.MAX_VALUE;

    private final TreeMap<Integer, Set<InstancePath>> waitedFor = new TreeMap<>();

    /** The wave whose instances were the last to be let go; all of them when nobody is waited for. */
    private int turn = OVER;

    /** Later waves wait for this instance from now on. */
    void await(InstancePath path, int wave) {
        waitedFor.computeIfAbsent(wave, w -> new HashSet<>()).add(path);
        turn = Math.min(turn, wave);
    }

    /** Nobody waits for this instance any more. */
    void forget(InstancePath path) {
        for (Map.Entry<Integer, Set<InstancePath>> wave : waitedFor.entrySet()) {
            if (wave.getValue().remove(path)) {
                if (wave.getValue().isEmpty()) {
                    waitedFor.remove(wave.getKey());
                }
                return;
            }
        }
    }

    boolean holds(int wave) {
        return wave > first();
    }

    /** Whether nobody is waited for, and everybody has been let go. */
    boolean areOver() {
        return turn == OVER && waitedFor.isEmpty();
    }

    /** Whether it is a later wave's turn than when this was asked last. */
    boolean haveMovedOn() {
        int before = turn;
        turn = first();
        return turn > before;
    }

    private int first() {
        return waitedFor.isEmpty() ? OVER : waitedFor.firstKey();
    }
}
