package net.roboconf.core.dsl.graphics.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureNode;

/**
 * A picture laid out in rows, as one self-contained SVG file. Boxes and arrows carry tooltips. Widths of texts are guessed,
 * as no font is at hand.
 */
public final class SvgPicture {

    private static final int TITLE_HEIGHT = 60;
    private static final int LEGEND_HEIGHT = 64;

    /** About as wide as one character is in each size, in pixels. */
    private static final double NAME_CHARACTER = 8.6;

    private static final double DETAIL_CHARACTER = 6.3;
    private static final double TITLE_CHARACTER = 11.0;

    private static final int NARROWEST_BOX = 96;
    private static final int MOST_CHARACTERS = 36;

    private static final String STYLE =
            """
            text { font-family: system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; fill: #1f2328; }
            .title { font-size: 20px; font-weight: 600; }
            .name { font-size: 14px; font-weight: 600; text-anchor: middle; }
            .detail { font-size: 11px; fill: #57606a; text-anchor: middle; }
            .legend { font-size: 12px; }
            .machine { fill: #fff3d6; stroke: #9a6700; stroke-width: 2; }
            .component { fill: #ffffff; stroke: #1f2328; stroke-width: 1.2; }
            .facet { fill: #f2f2f2; stroke: #6e7781; stroke-width: 1.2; stroke-dasharray: 3 3; }
            .application { fill: #e6f0ff; stroke: #0b5fbf; stroke-width: 1.2; }
            path { fill: none; }
            .contains { stroke: #1f2328; stroke-width: 1.6; marker-end: url(#arrow); }
            .extends { stroke: #6e7781; stroke-width: 1.2; marker-end: url(#triangle); }
            .has { stroke: #6e7781; stroke-width: 1.2; stroke-dasharray: 2 3; marker-end: url(#triangle); }
            .imports { stroke: #0b5fbf; stroke-width: 1.8; marker-end: url(#open); }
            .optional { stroke-dasharray: 7 5; }
            """;

    private static final String MARKERS =
            """
            <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" \
            markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L10 5 L0 10 z" style="fill:#1f2328"/></marker>
            <marker id="triangle" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" \
            markerUnits="userSpaceOnUse" orient="auto"><path d="M1 1 L11 6 L1 11 z" \
            style="fill:#ffffff;stroke:#6e7781"/></marker>
            <marker id="open" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" \
            markerUnits="userSpaceOnUse" orient="auto"><path d="M1 1 L11 6 L1 11" \
            style="stroke:#0b5fbf;stroke-width:1.8"/></marker>
            """;

    private final GraphPicture picture;
    private final StringBuilder svg = new StringBuilder();

    private SvgPicture(GraphPicture picture) {
        this.picture = picture;
    }

    public static String write(GraphPicture picture) {
        return new SvgPicture(picture).write();
    }

    private String write() {
        Map<String, Integer> index = new HashMap<>();
        picture.nodes().forEach(node -> index.put(node.id(), index.size()));
        int[] rows = Rows.of(picture, index);
        Strands strands = Strands.of(picture, index, rows);
        double[] widths =
                picture.nodes().stream().mapToDouble(SvgPicture::width).toArray();
        Placement placement = Placement.of(strands, RowOrder.of(strands), widths);

        Set<LegendEntry> legend = EnumSet.noneOf(LegendEntry.class);
        picture.nodes().forEach(node -> legend.add(LegendEntry.of(node)));
        picture.relations().forEach(relation -> legend.add(LegendEntry.of(relation)));
        // To the right of a box there may be an arrow from the box to itself.
        double drawn = placement.right() + 2.0 * Placement.MARGIN;
        double width = Math.max(
                Math.max(drawn, LegendEntry.width(legend) + 2 * Placement.MARGIN),
                TITLE_CHARACTER * picture.title().length() + 2 * Placement.MARGIN);
        double bottom = TITLE_HEIGHT + placement.top(placement.rows());
        head(width, bottom + LEGEND_HEIGHT);
        List<Curve> curves = new Curves(picture, index, strands, placement).all();
        svg.append("<g transform=\"translate(")
                .append(number((width - drawn) / 2))
                .append(' ')
                .append(TITLE_HEIGHT)
                .append(")\">\n");
        curves.forEach(curve -> svg.append(curve.element()).append('\n'));
        for (int i = 0; i < picture.nodes().size(); i++) {
            box(picture.nodes().get(i), placement.middle(i), placement.top(rows[i]), widths[i]);
        }
        svg.append("</g>\n");
        legend(legend, bottom);
        return svg.append("</svg>\n").toString();
    }

    private void head(double width, double height) {
        String size = number(width) + ' ' + number(height);
        String title = Xml.escaped(picture.title());
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append("\" viewBox=\"0 0 ")
                .append(size)
                .append("\">\n<title id=\"title\">")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<defs>\n")
                .append(MARKERS)
                .append("</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<text class=\"title\" x=\"")
                .append(Placement.MARGIN)
                .append("\" y=\"36\">")
                .append(title)
                .append("</text>\n");
    }

    private static double width(PictureNode node) {
        double widest = NAME_CHARACTER * cut(node.name()).length();
        for (String detail : details(node)) {
            widest = Math.max(widest, DETAIL_CHARACTER * detail.length());
        }
        return Math.max(NARROWEST_BOX, widest + 20);
    }

    /** What is said below the name. */
    private static List<String> details(PictureNode node) {
        List<String> details = new ArrayList<>();
        switch (node.kind()) {
            case MACHINE -> details.add("machine");
            case COMPONENT -> details.add(cut(node.installer()));
            case FACET -> details.add("facet");
            case APPLICATION -> details.add("another application");
        }
        if (!node.exports().isEmpty()) {
            details.add(cut("exports " + String.join(", ", node.exports())));
        }
        return details;
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + '…';
    }

    private void box(PictureNode node, double middle, double top, double width) {
        String kind = node.kind().name().toLowerCase(Locale.ROOT);
        String exports = node.exports().isEmpty() ? "" : ", exports " + String.join(", ", node.exports());
        String installer = node.installer().isEmpty() ? "" : ", installer " + node.installer();
        svg.append("<g><title>")
                .append(Xml.escaped(kind + ' ' + node.name() + installer + exports))
                .append("</title><rect class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(number(middle - width / 2))
                .append("\" y=\"")
                .append(number(top))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(Placement.ROW_HEIGHT)
                .append("\" rx=\"")
                .append(node.kind() == PictureNode.Kind.FACET ? 18 : 4)
                .append("\"/>");
        List<String> details = details(node);
        double line = top + (details.size() == 1 ? 25 : 19);
        text("name", middle, line, cut(node.name()));
        for (String detail : details) {
            line += 16;
            text("detail", middle, line, detail);
        }
        svg.append("</g>\n");
    }

    private void text(String style, double x, double y, String text) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"");
        svg.append(number(y)).append("\">").append(Xml.escaped(text)).append("</text>");
    }

    private void legend(Set<LegendEntry> entries, double top) {
        double x = Placement.MARGIN;
        for (LegendEntry entry : entries) {
            svg.append(entry.sign(x, top)).append('\n');
            text("legend", x + LegendEntry.SIGN_WIDTH, top + 14, entry.text());
            svg.append('\n');
            x += entry.width();
        }
    }

    /** A length in pixels, the same in every language. */
    static String number(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
