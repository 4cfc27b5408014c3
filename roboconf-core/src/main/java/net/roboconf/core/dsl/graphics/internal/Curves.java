package net.roboconf.core.dsl.graphics.internal;

import static net.roboconf.core.dsl.graphics.internal.SvgPicture.number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureRelation;

/**
 * The relations of a picture as curves between its boxes: from the lower side of one to the upper side of another, below
 * both if they are in one row, and beside the box if it is related with itself.
 */
final class Curves {

    /** How far a curve hangs down below the row that its ends share. */
    private static final int SAG = 44;

    private final GraphPicture picture;
    private final Map<String, Integer> index;
    private final Strands strands;
    private final Placement placement;
    private final Map<Integer, Map<Integer, Double>> lowerEnds = new HashMap<>();
    private final Map<Integer, Map<Integer, Double>> upperEnds = new HashMap<>();

    Curves(GraphPicture picture, Map<String, Integer> index, Strands strands, Placement placement) {
        this.picture = picture;
        this.index = index;
        this.strands = strands;
        this.placement = placement;
    }

    /** In the order of the relations. */
    List<Curve> all() {
        for (int i = 0; i < picture.relations().size(); i++) {
            gatherEnds(i);
        }
        lowerEnds.replaceAll(placement::ports);
        upperEnds.replaceAll(placement::ports);
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < picture.relations().size(); i++) {
            PictureRelation relation = picture.relations().get(i);
            curves.add(new Curve(LegendEntry.of(relation).style(), tooltip(relation), path(i)));
        }
        return curves;
    }

    private void gatherEnds(int relation) {
        int[] strand = strands.strand(relation);
        int first = strand[0];
        int last = strand[strand.length - 1];
        if (first == last) {
            return;
        }
        end(lowerEnds, first, relation, strand[1]);
        boolean sameRow = strands.row(first) == strands.row(last);
        end(sameRow ? lowerEnds : upperEnds, last, relation, strand[strand.length - 2]);
    }

    private void end(Map<Integer, Map<Integer, Double>> ends, int item, int relation, int other) {
        ends.computeIfAbsent(item, i -> new HashMap<>()).put(relation, placement.middle(other));
    }

    private String path(int relation) {
        int[] strand = strands.strand(relation);
        int first = strand[0];
        int last = strand[strand.length - 1];
        if (first == last) {
            return loop(first);
        }
        double firstX = lowerEnds.get(first).get(relation);
        boolean forth = index.get(picture.relations().get(relation).from()) == first;
        if (strands.row(first) == strands.row(last)) {
            double lastX = lowerEnds.get(last).get(relation);
            double y = bottom(first);
            return forth ? hanging(firstX, lastX, y) : hanging(lastX, firstX, y);
        }
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {firstX, bottom(first)});
        for (int i = 1; i < strand.length - 1; i++) {
            points.add(new double[] {placement.middle(strand[i]), top(strand[i])});
            points.add(new double[] {placement.middle(strand[i]), bottom(strand[i])});
        }
        points.add(new double[] {upperEnds.get(last).get(relation), top(last)});
        if (!forth) {
            Collections.reverse(points);
        }
        return through(points);
    }

    private double top(int item) {
        return placement.top(strands.row(item));
    }

    private double bottom(int item) {
        return top(item) + Placement.ROW_HEIGHT;
    }

    /** Leaves and enters each row upright: across a row it is a straight line. */
    private static String through(List<double[]> points) {
        StringBuilder path = new StringBuilder("M").append(point(points.get(0)[0], points.get(0)[1]));
        for (int i = 1; i < points.size(); i++) {
            double[] from = points.get(i - 1);
            double[] to = points.get(i);
            if (from[0] == to[0]) {
                path.append(" V").append(number(to[1]));
            } else {
                double half = (from[1] + to[1]) / 2;
                path.append(" C").append(point(from[0], half)).append(' ').append(point(to[0], half));
                path.append(' ').append(point(to[0], to[1]));
            }
        }
        return path.toString();
    }

    private static String hanging(double from, double to, double y) {
        return "M" + point(from, y) + " C" + point(from, y + SAG) + ' ' + point(to, y + SAG) + ' ' + point(to, y);
    }

    private String loop(int item) {
        double right = placement.middle(item) + placement.width(item) / 2;
        double upper = top(item) + Placement.ROW_HEIGHT / 3.0;
        double lower = top(item) + Placement.ROW_HEIGHT * 2 / 3.0;
        double out = right + Placement.MARGIN;
        return "M" + point(right, upper) + " C" + point(out, upper - 6) + ' ' + point(out, lower + 6) + ' '
                + point(right, lower);
    }

    private static String point(double x, double y) {
        return number(x) + ' ' + number(y);
    }

    private static String tooltip(PictureRelation relation) {
        String to = relation.to();
        String from = relation.from();
        return switch (relation.kind()) {
            case CONTAINS -> to + " can be deployed on " + from;
            case EXTENDS -> from + " extends " + to;
            case HAS -> from + " has the facet " + to;
            case IMPORTS ->
                from + " imports " + String.join(", ", relation.variables()) + " from " + to
                        + (relation.optional() ? ", if it is there" : "");
        };
    }
}
