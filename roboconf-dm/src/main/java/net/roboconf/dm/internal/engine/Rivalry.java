package net.roboconf.dm.internal.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds out whether two agents speak under one machine key. A restart brings a new boot id and the old one never returns;
 * two that return by turns are two agents. One late message of a former start is forgiven.
 */
final class Rivalry {

    private static final int RETURNS = 2;

    /** When nobody took turns for this long, only one is left; in milliseconds. */
    private static final long OVER_AFTER = 20_000;

    private final Set<String> seen = new HashSet<>();
    private String last;
    private int returns;
    private long lastTurn;

    void spoke(String bootId, long now) {
        if (bootId.equals(last)) {
            return;
        }
        if (now - lastTurn >= OVER_AFTER) {
            seen.clear();
            returns = 0;
            if (last != null) {
                seen.add(last);
            }
        }
        if (seen.contains(bootId)) {
            returns++;
        }
        seen.add(bootId);
        last = bootId;
        lastTurn = now;
    }

    boolean isConflict(long now) {
        return returns >= RETURNS && now - lastTurn < OVER_AFTER;
    }
}
