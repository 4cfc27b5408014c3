package net.roboconf.core.dsl.graphics.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureRelation;

/**
 * The relations of a picture between rows that follow each other. A relation that crosses a row gets a <i>knot</i> there:
 * a narrow place among the boxes that keeps its way free. Items are the nodes, by their index, and then the knots.
 */
final class Strands {

    /** Beyond this many, a picture is no picture any more: its long relations are drawn straight, through the boxes. */
    private static final int MOST_KNOTS = 20_000;

    /** Items of each relation from top to bottom, by index of the relation; both ends alone if they share a row. */
    private final List<int[]> items = new ArrayList<>();

    private final List<Integer> rows = new ArrayList<>();
    private final List<List<Integer>> upper = new ArrayList<>();
    private final List<List<Integer>> lower = new ArrayList<>();

    private Strands() {}

    static Strands of(GraphPicture picture, Map<String, Integer> index, int[] rows) {
        Strands strands = new Strands();
        for (int row : rows) {
            strands.item(row);
        }
        for (PictureRelation relation : picture.relations()) {
            int from = index.get(relation.from());
            int to = index.get(relation.to());
            strands.items.add(rows[from] <= rows[to] ? strands.strand(from, to) : strands.strand(to, from));
        }
        return strands;
    }

    private int item(int row) {
        rows.add(row);
        upper.add(new ArrayList<>(2));
        lower.add(new ArrayList<>(2));
        return rows.size() - 1;
    }

    private int[] strand(int top, int bottom) {
        int distance = rows.get(bottom) - rows.get(top);
        if (distance == 0) {
            return new int[] {top, bottom};
        }
        boolean straight = rows.size() + distance > MOST_KNOTS;
        int[] strand = new int[straight ? 2 : distance + 1];
        strand[0] = top;
        for (int i = 1; i < strand.length; i++) {
            strand[i] = i == strand.length - 1 ? bottom : item(rows.get(top) + i);
            lower.get(strand[i - 1]).add(strand[i]);
            upper.get(strand[i]).add(strand[i - 1]);
        }
        return strand;
    }

    int size() {
        return rows.size();
    }

    int row(int item) {
        return rows.get(item);
    }

    /** The items of a relation, by index of the relation, from top to bottom. */
    int[] strand(int relation) {
        return items.get(relation);
    }

    /** Those that an item is related with in the rows above. */
    List<Integer> above(int item) {
        return Collections.unmodifiableList(upper.get(item));
    }

    /** Those that an item is related with in the rows below. */
    List<Integer> below(int item) {
        return Collections.unmodifiableList(lower.get(item));
    }

    /** The items of each row, in the order in which they were made. */
    List<List<Integer>> byRow() {
        List<List<Integer>> result = new ArrayList<>();
        for (int item = 0; item < rows.size(); item++) {
            while (result.size() <= rows.get(item)) {
                result.add(new ArrayList<>());
            }
            result.get(rows.get(item)).add(item);
        }
        return result;
    }
}
