package net.roboconf.core.dsl.graphics.internal;

import java.util.Collection;
import net.roboconf.core.dsl.graphics.PictureNode;
import net.roboconf.core.dsl.graphics.PictureRelation;

/** What the look of a box or an arrow means. */
enum LegendEntry {
    MACHINE("machine", "machine"),
    COMPONENT("component", "component"),
    FACET("facet", "facet"),
    APPLICATION("application", "other application"),
    CONTAINS("contains", "contains"),
    EXTENDS("extends", "extends"),
    HAS("has", "has the facet"),
    IMPORTS("imports", "imports from"),
    IMPORTS_OPTIONALLY("imports optional", "imports from, if it is there");

    /** From the sign to its text. */
    static final int SIGN_WIDTH = 40;

    private static final double CHARACTER = 7.0;

    private final String style;
    private final String text;

    LegendEntry(String style, String text) {
        this.style = style;
        this.text = text;
    }

    static LegendEntry of(PictureNode node) {
        return switch (node.kind()) {
            case MACHINE -> MACHINE;
            case COMPONENT -> COMPONENT;
            case FACET -> FACET;
            case APPLICATION -> APPLICATION;
        };
    }

    static LegendEntry of(PictureRelation relation) {
        return switch (relation.kind()) {
            case CONTAINS -> CONTAINS;
            case EXTENDS -> EXTENDS;
            case HAS -> HAS;
            case IMPORTS -> relation.optional() ? IMPORTS_OPTIONALLY : IMPORTS;
        };
    }

    /** The classes of the style sheet. */
    String style() {
        return style;
    }

    String text() {
        return text;
    }

    double width() {
        return SIGN_WIDTH + CHARACTER * text.length() + 18;
    }

    static double width(Collection<LegendEntry> entries) {
        return entries.stream().mapToDouble(LegendEntry::width).sum();
    }

    /** An element that shows it, about 30 pixels wide and 16 high. */
    String sign(double x, double y) {
        String left = SvgPicture.number(x);
        return switch (this) {
            case MACHINE, COMPONENT, FACET, APPLICATION ->
                "<rect class=\"" + style + "\" x=\"" + left + "\" y=\"" + SvgPicture.number(y + 2)
                        + "\" width=\"30\" height=\"16\" rx=\"" + (this == FACET ? 7 : 3) + "\"/>";
            case CONTAINS, EXTENDS, HAS, IMPORTS, IMPORTS_OPTIONALLY ->
                "<path class=\"" + style + "\" d=\"M" + left + ' ' + SvgPicture.number(y + 10) + " h32\"/>";
        };
    }
}
