package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;

/** The Deployment Manager's store: it outlives whoever writes to it, and may be set back to what it was earlier. */
final class SimStore {

    private final List<Change> changes = new ArrayList<>();
    private DmState state = new DmState();
    private int setBacks;

    void apply(Change change) {
        changes.add(change);
        state.apply(change);
    }

    DmState state() {
        return state;
    }

    /** How many changes were written; a backup taken now is known by this number. */
    int size() {
        return changes.size();
    }

    /** How often it was set back. */
    int setBacks() {
        return setBacks;
    }

    /** Sets the store back to a backup. Nobody may be using it. */
    void restore(int backup) {
        changes.subList(backup, changes.size()).clear();
        state = new DmState();
        changes.forEach(state::apply);
        setBacks++;
    }
}
