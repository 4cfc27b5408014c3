package net.roboconf.core.dsl.graphics.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Where the items of a picture are, in pixels: the middle of each item from the left, the upper edge of each row from the
 * top.
 */
final class Placement {

    static final int ROW_HEIGHT = 58;
    static final int ROW_DISTANCE = 72;
    static final int MARGIN = 24;

    private static final int BOX_DISTANCE = 30;
    private static final int KNOT_DISTANCE = 16;
    private static final int SWEEPS = 16;

    /** How much of the side of a box relations may begin and end at. */
    private static final double PORTS = 0.7;

    private final Strands strands;
    private final List<List<Integer>> rows;
    private final double[] widths;
    private final double[] middle;

    private Placement(Strands strands, List<List<Integer>> rows, double[] boxWidths) {
        this.strands = strands;
        this.rows = rows;
        this.widths = boxWidths;
        this.middle = new double[strands.size()];
    }

    /** @param boxWidths of the nodes; all other items are knots */
    static Placement of(Strands strands, List<List<Integer>> rows, double[] boxWidths) {
        Placement placement = new Placement(strands, rows, boxWidths);
        for (List<Integer> row : rows) {
            placement.place(row, item -> 0.0);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < rows.size(); i++) {
                placement.place(
                        rows.get(down ? i : rows.size() - 1 - i),
                        item -> placement.wanted(down ? strands.above(item) : strands.below(item), item));
            }
        }
        placement.moveToMargin();
        return placement;
    }

    private double wanted(List<Integer> others, int item) {
        return others.stream().mapToDouble(other -> middle[other]).average().orElse(middle[item]);
    }

    /** As near to where they want to be as the distances allow: halfway between the leftmost and the rightmost way. */
    private void place(List<Integer> row, IntFunction<Double> wanted) {
        double[] fromLeft = new double[row.size()];
        double[] fromRight = new double[row.size()];
        for (int i = 0; i < row.size(); i++) {
            double want = wanted.apply(row.get(i));
            fromLeft[i] = i == 0 ? want : Math.max(want, fromLeft[i - 1] + distance(row.get(i - 1), row.get(i)));
            fromRight[i] = want;
        }
        for (int i = row.size() - 2; i >= 0; i--) {
            fromRight[i] = Math.min(fromRight[i], fromRight[i + 1] - distance(row.get(i), row.get(i + 1)));
        }
        for (int i = 0; i < row.size(); i++) {
            middle[row.get(i)] = (fromLeft[i] + fromRight[i]) / 2;
        }
    }

    private double distance(int left, int right) {
        boolean knots = isKnot(left) || isKnot(right);
        return (width(left) + width(right)) / 2 + (knots ? KNOT_DISTANCE : BOX_DISTANCE);
    }

    boolean isKnot(int item) {
        return item >= widths.length;
    }

    double width(int item) {
        return isKnot(item) ? 0 : widths[item];
    }

    private void moveToMargin() {
        double left = Double.MAX_VALUE;
        for (int item = 0; item < middle.length; item++) {
            left = Math.min(left, middle[item] - width(item) / 2);
        }
        for (int item = 0; item < middle.length; item++) {
            middle[item] += MARGIN - left;
        }
    }

    double middle(int item) {
        return middle[item];
    }

    /** The right edge of what is rightmost. */
    double right() {
        double right = 0;
        for (int item = 0; item < middle.length; item++) {
            right = Math.max(right, middle[item] + width(item) / 2);
        }
        return right;
    }

    /** From the upper edge of the first row. */
    double top(int row) {
        return (double) row * (ROW_HEIGHT + ROW_DISTANCE);
    }

    int rows() {
        return rows.size();
    }

    /**
     * Where relations begin and end at the side of a box, spread over it in the order of where they come from.
     *
     * @param ends the middle of what is at the other end of each relation, by relation
     */
    Map<Integer, Double> ports(int item, Map<Integer, Double> ends) {
        List<Integer> relations =
                ends.keySet().stream().sorted(Comparator.comparing(ends::get)).toList();
        double width = width(item) * PORTS;
        Map<Integer, Double> ports = new HashMap<>();
        for (int i = 0; i < relations.size(); i++) {
            double part = (i + 1.0) / (relations.size() + 1) - 0.5;
            ports.put(relations.get(i), middle[item] + part * width);
        }
        return ports;
    }
}
