package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The shortest way around a cycle: what people need to see to break it. */
final class Cycle {

    /** In larger groups of nodes no way is searched: one search for each node would take the square of their number. */
    static final int LARGEST_GROUP = 60;

    private Cycle() {}

    /**
     * The shortest way from one node to another, both included; from a node to itself it takes at least one edge. Empty
     * if there is none.
     */
    static List<Integer> path(int from, int to, IntFunction<int[]> successors, IntPredicate within) {
        Map<Integer, Integer> reachedFrom = new HashMap<>();
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(from);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int next : successors.apply(node)) {
                if (within.test(next) && reachedFrom.putIfAbsent(next, node) == null) {
                    if (next == to) {
                        return backwards(from, to, reachedFrom);
                    }
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<Integer> backwards(int from, int to, Map<Integer, Integer> reachedFrom) {
        List<Integer> path = new ArrayList<>();
        int node = to;
        do {
            path.add(node);
            node = reachedFrom.get(node);
        } while (node != from);
        path.add(from);
        Collections.reverse(path);
        return path;
    }
}
