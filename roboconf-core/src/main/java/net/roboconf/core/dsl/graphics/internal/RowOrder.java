package net.roboconf.core.dsl.graphics.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the items of each row so that few relations cross: each item moves to the mean place of those that it is related
 * with in the row before, down the picture and up again, a few times; the best order that was seen is taken.
 */
final class RowOrder {

    private static final int SWEEPS = 12;

    private final Strands strands;
    private final List<List<Integer>> rows;
    private final double[] place;

    private RowOrder(Strands strands) {
        this.strands = strands;
        this.rows = strands.byRow();
        this.place = new double[strands.size()];
    }

    /** The items of each row from left to right. */
    static List<List<Integer>> of(Strands strands) {
        RowOrder order = new RowOrder(strands);
        order.rows.forEach(order::number);
        List<List<Integer>> best = order.copy();
        long fewest = order.crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            order.sweep(sweep % 2 == 0);
            long crossings = order.crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = order.copy();
            }
        }
        return best;
    }

    private List<List<Integer>> copy() {
        return rows.stream().map(List::copyOf).toList();
    }

    private void number(List<Integer> row) {
        for (int i = 0; i < row.size(); i++) {
            place[row.get(i)] = i;
        }
    }

    private void sweep(boolean down) {
        for (int i = 0; i < rows.size(); i++) {
            List<Integer> row = rows.get(down ? i : rows.size() - 1 - i);
            double[] wanted = new double[row.size()];
            for (int j = 0; j < wanted.length; j++) {
                int item = row.get(j);
                wanted[j] = (down ? strands.above(item) : strands.below(item))
                        .stream().mapToDouble(other -> place[other]).average().orElse(place[item]);
            }
            for (int j = 0; j < wanted.length; j++) {
                place[row.get(j)] = wanted[j];
            }
            row.sort(Comparator.comparingDouble(item -> place[item]));
            number(row);
        }
    }

    /** How many pairs of relations between neighbouring rows cross. */
    private long crossings() {
        long crossings = 0;
        for (List<Integer> row : rows) {
            List<Integer> ends = new ArrayList<>();
            for (int item : row) {
                strands.below(item).stream()
                        .map(other -> (int) place[other])
                        .sorted()
                        .forEach(ends::add);
            }
            crossings += inversions(ends);
        }
        return crossings;
    }

    /** How many pairs are in the wrong order, with a tree of sums. */
    private static long inversions(List<Integer> ends) {
        int width = ends.stream().mapToInt(e -> e + 1).max().orElse(0);
        int[] sums = new int[width + 1];
        long inversions = 0;
        for (int seen = 0; seen < ends.size(); seen++) {
            int notGreater = 0;
            for (int i = ends.get(seen) + 1; i > 0; i -= i & -i) {
                notGreater += sums[i];
            }
            inversions += seen - notGreater;
            for (int i = ends.get(seen) + 1; i <= width; i += i & -i) {
                sums[i]++;
            }
        }
        return inversions;
    }
}
