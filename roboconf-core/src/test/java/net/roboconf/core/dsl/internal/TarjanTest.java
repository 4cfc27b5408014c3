package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TarjanTest {

    private static int[][] randomGraph(int nodes, int edgesEach, long seed) {
        Random random = new Random(seed);
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = random.ints(random.nextInt(edgesEach + 1), 0, nodes).toArray();
        }
        return edges;
    }

    private static boolean[][] reachability(int[][] edges) {
        int n = edges.length;
        boolean[][] reachable = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            reachable[i][i] = true;
            for (int j : edges[i]) {
                reachable[i][j] = true;
            }
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    reachable[i][j] |= reachable[i][k] && reachable[k][j];
                }
            }
        }
        return reachable;
    }

    @Property(tries = 500)
    void two_nodes_are_in_one_group_if_each_reaches_the_other(
            @ForAll @IntRange(min = 1, max = 12) int nodes,
            @ForAll @IntRange(max = 4) int edgesEach,
            @ForAll long seed) {
        int[][] edges = randomGraph(nodes, edgesEach, seed);
        Tarjan tarjan = new Tarjan(nodes, i -> edges[i]);
        boolean[][] reachable = reachability(edges);

        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                boolean together = tarjan.groupOf(i) == tarjan.groupOf(j);
                assertThat(together).isEqualTo(reachable[i][j] && reachable[j][i]);
            }
            assertThat(tarjan.members(tarjan.groupOf(i))).contains(i);
        }
    }

    @Property(tries = 100)
    void every_node_and_every_edge_is_looked_at_once(
            @ForAll @IntRange(min = 1, max = 300) int nodes,
            @ForAll @IntRange(max = 8) int edgesEach,
            @ForAll long seed) {
        int[][] edges = randomGraph(nodes, edgesEach, seed);
        long all = nodes;
        for (int[] of : edges) {
            all += of.length;
        }

        assertThat(new Tarjan(nodes, i -> edges[i]).steps()).isEqualTo(all);
    }

    @Example
    void a_chain_may_be_longer_than_the_stack_is_deep() {
        int nodes = 1_000_000;
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = new int[] {(i + 1) % nodes};
        }

        assertThat(new Tarjan(nodes, i -> edges[i]).members(0)).hasSize(nodes);
    }
}
