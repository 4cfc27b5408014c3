package net.roboconf.dm.internal.host;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.model.MachineKey;

/**
 * The pieces of blobs that agents wait for, agent by agent: each has its turn, however much another one asks for. A piece
 * that is asked for again while it waits keeps its place and takes the newer call. Not thread-safe.
 */
final class BlobTurns {

    /** What one agent may wait for: twice what an agent of ours asks for at once. */
    static final int MOST_OF_ONE = 16;

    /** What all of them may wait for. */
    static final int MOST = 32_768;

    private final Map<MachineKey, Map<Call.ReadBlob, Call>> waiting = new LinkedHashMap<>();
    private final Queue<MachineKey> turns = new ArrayDeque<>();
    private int count;

    /** Adds a piece; false when there is no room: whoever waits for it asks again. */
    boolean add(Call call, Call.ReadBlob wanted) {
        Map<Call.ReadBlob, Call> own = waiting.get(call.machine());
        if (own != null && own.replace(wanted, call) != null) {
            return true;
        }
        if (count >= MOST || own != null && own.size() >= MOST_OF_ONE) {
            return false;
        }
        if (own == null) {
            own = new LinkedHashMap<>();
            waiting.put(call.machine(), own);
            turns.add(call.machine());
        }
        own.put(wanted, call);
        count++;
        return true;
    }

    /** Takes out the piece whose turn it is; null when nobody waits. */
    Call next() {
        MachineKey machine = turns.poll();
        if (machine == null) {
            return null;
        }
        Map<Call.ReadBlob, Call> own = waiting.get(machine);
        Iterator<Call> each = own.values().iterator();
        Call next = each.next();
        each.remove();
        count--;
        if (own.isEmpty()) {
            waiting.remove(machine);
        } else {
            turns.add(machine);
        }
        return next;
    }
}
