package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Strongly connected components of a directed graph, by Tarjan's algorithm with a stack of its own: linear in nodes and
 * edges, whatever the depth. Two nodes are in one group if each can be reached from the other.
 */
final class Tarjan {

    private final IntFunction<int[]> successors;
    private final int[] index;
    private final int[] lowLink;
    private final int[] group;
    private final int[] nextEdge;
    private final int[][] edges;
    private final Deque<Integer> path = new ArrayDeque<>();
    private final Deque<Integer> pending = new ArrayDeque<>();
    private final List<List<Integer>> groups = new ArrayList<>();
    private int visited;
    private long steps;

    /**
     * Runs at once.
     *
     * @param nodes their number; nodes are 0 to {@code nodes - 1}
     * @param successors asked once for each node
     */
    Tarjan(int nodes, IntFunction<int[]> successors) {
        this.successors = successors;
        this.index = new int[nodes];
        this.lowLink = new int[nodes];
        this.group = new int[nodes];
        this.nextEdge = new int[nodes];
        this.edges = new int[nodes][];
        Arrays.fill(index, -1);
        Arrays.fill(group, -1);
        for (int node = 0; node < nodes; node++) {
            if (index[node] < 0) {
                searchFrom(node);
            }
        }
    }

    private void searchFrom(int start) {
        enter(start);
        while (!path.isEmpty()) {
            steps++;
            int node = path.element();
            if (nextEdge[node] < edges[node].length) {
                int next = edges[node][nextEdge[node]++];
                if (index[next] < 0) {
                    enter(next);
                } else if (group[next] < 0) {
                    lowLink[node] = Math.min(lowLink[node], index[next]);
                }
            } else {
                leave(node);
            }
        }
    }

    private void enter(int node) {
        index[node] = visited;
        lowLink[node] = visited;
        visited++;
        edges[node] = successors.apply(node);
        path.push(node);
        pending.push(node);
    }

    private void leave(int node) {
        path.remove();
        if (!path.isEmpty()) {
            int caller = path.element();
            lowLink[caller] = Math.min(lowLink[caller], lowLink[node]);
        }
        if (lowLink[node] == index[node]) {
            List<Integer> members = new ArrayList<>();
            int member;
            do {
                member = pending.remove();
                group[member] = groups.size();
                members.add(member);
            } while (member != node);
            groups.add(members);
        }
    }

    /** The number of the group of a node. */
    int groupOf(int node) {
        return group[node];
    }

    List<Integer> members(int groupNumber) {
        return groups.get(groupNumber);
    }

    /** How many edges and nodes were looked at. */
    long steps() {
        return steps;
    }
}
