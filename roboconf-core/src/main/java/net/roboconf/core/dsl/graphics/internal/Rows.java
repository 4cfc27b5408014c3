package net.roboconf.core.dsl.graphics.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureNode;
import net.roboconf.core.dsl.graphics.PictureRelation;

/**
 * Says in which row of a picture each node is: what contains is above what it contains, what is inherited from above what
 * inherits, and, where this leaves a choice, who imports is above whom it imports from.
 *
 * <p>What a type contains is also below all that inherit from the type. A second vertex for each node, its <i>foot</i>,
 * says so without looking at each pair of them: it is below the node and the feet of what inherits from it, and above
 * what it contains. Takes time in proportion to nodes and relations.
 */
final class Rows {

    /** That one vertex is so many rows or more below another. */
    private record Below(int vertex, int rows) {}

    private final int nodes;
    private final List<List<Below>> below = new ArrayList<>();
    private final List<PictureRelation> imports = new ArrayList<>();
    private final Map<String, Integer> index;
    private int[] order;

    private Rows(int nodes, Map<String, Integer> index) {
        this.nodes = nodes;
        this.index = index;
        for (int vertex = 0; vertex < 2 * nodes; vertex++) {
            below.add(new ArrayList<>(2));
        }
    }

    /**
     * The row of each node, from 0, none of them empty.
     *
     * @param index of each node of the picture in its list, by id
     */
    static int[] of(GraphPicture picture, Map<String, Integer> index) {
        Rows rows = new Rows(picture.nodes().size(), index);
        rows.addContainmentAndInheritance(picture);
        rows.addImports(rows.longestPaths());
        int[] row = rows.longestPaths();
        rows.lowerFacets(picture, row);
        return withoutGaps(Arrays.copyOf(row, rows.nodes));
    }

    private int foot(int node) {
        return nodes + node;
    }

    private void put(int above, int lower, int rows) {
        below.get(above).add(new Below(lower, rows));
    }

    private void addContainmentAndInheritance(GraphPicture picture) {
        for (int node = 0; node < nodes; node++) {
            put(node, foot(node), 0);
        }
        for (PictureRelation relation : picture.relations()) {
            int from = index.get(relation.from());
            int to = index.get(relation.to());
            switch (relation.kind()) {
                case CONTAINS -> put(foot(from), to, 1);
                case EXTENDS, HAS -> {
                    put(to, from, 1);
                    put(foot(from), foot(to), 0);
                }
                case IMPORTS -> {
                    if (picture.nodes().get(to).kind() == PictureNode.Kind.APPLICATION) {
                        put(from, to, 1);
                    } else if (!relation.optional()) {
                        imports.add(relation);
                    }
                }
            }
        }
    }

    /** Adds the imports that lead upwards nowhere and are part of no cycle. */
    private void addImports(int[] row) {
        List<List<Integer>> exporters = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            exporters.add(new ArrayList<>(1));
        }
        for (PictureRelation relation : imports) {
            int importer = index.get(relation.from());
            int exporter = index.get(relation.to());
            if (row[importer] <= row[exporter]) {
                exporters.get(importer).add(exporter);
            }
        }
        boolean[] entered = new boolean[nodes];
        boolean[] left = new boolean[nodes];
        int[] next = new int[nodes];
        Deque<Integer> path = new ArrayDeque<>();
        for (int start = 0; start < nodes; start++) {
            if (entered[start]) {
                continue;
            }
            path.push(start);
            entered[start] = true;
            while (!path.isEmpty()) {
                int importer = path.peek();
                if (next[importer] == exporters.get(importer).size()) {
                    left[path.pop()] = true;
                    continue;
                }
                int exporter = exporters.get(importer).get(next[importer]++);
                boolean closesCycle = entered[exporter] && !left[exporter];
                if (!closesCycle) {
                    put(importer, exporter, 1);
                }
                if (!entered[exporter]) {
                    entered[exporter] = true;
                    path.push(exporter);
                }
            }
        }
    }

    /** The rows of all vertices, each as high as possible. In a cycle, which no valid graph has, some relation loses. */
    private int[] longestPaths() {
        int vertices = 2 * nodes;
        int[] waitsFor = new int[vertices];
        below.forEach(list -> list.forEach(b -> waitsFor[b.vertex()]++));
        int[] row = new int[vertices];
        boolean[] taken = new boolean[vertices];
        Deque<Integer> ready = new ArrayDeque<>();
        order = new int[vertices];
        int next = 0;
        for (int vertex = 0; vertex < vertices; vertex++) {
            if (waitsFor[vertex] == 0) {
                taken[vertex] = true;
                ready.add(vertex);
            }
        }
        for (int ordered = 0; ordered < vertices; ordered++) {
            if (ready.isEmpty()) {
                while (taken[next]) {
                    next++;
                }
                taken[next] = true;
                ready.add(next);
            }
            int vertex = ready.remove();
            order[ordered] = vertex;
            for (Below b : below.get(vertex)) {
                if (!taken[b.vertex()]) {
                    row[b.vertex()] = Math.max(row[b.vertex()], row[vertex] + b.rows());
                    if (--waitsFor[b.vertex()] == 0) {
                        taken[b.vertex()] = true;
                        ready.add(b.vertex());
                    }
                }
            }
        }
        return row;
    }

    /** A facet that nothing is above of is right above the first that has it, not at the top of the picture. */
    private void lowerFacets(GraphPicture picture, int[] row) {
        boolean[] hasAbove = new boolean[2 * nodes];
        below.forEach(list -> list.forEach(b -> hasAbove[b.vertex()] = true));
        for (int i = order.length - 1; i >= 0; i--) {
            int vertex = order[i];
            boolean isFoot = vertex >= nodes;
            if (isFoot || !hasAbove[vertex] && picture.nodes().get(vertex).kind() == PictureNode.Kind.FACET) {
                int lowest = Integer.MAX_VALUE;
                for (Below b : below.get(vertex)) {
                    if (row[b.vertex()] != Integer.MAX_VALUE) {
                        lowest = Math.min(lowest, row[b.vertex()] - b.rows());
                    }
                }
                row[vertex] = isFoot || lowest != Integer.MAX_VALUE ? lowest : row[vertex];
            }
        }
    }

    private static int[] withoutGaps(int[] row) {
        int[] used = Arrays.stream(row).distinct().sorted().toArray();
        return Arrays.stream(row).map(r -> Arrays.binarySearch(used, r)).toArray();
    }
}
