package net.roboconf.core.dsl.graphics.internal;

/**
 * An arrow as it is drawn.
 *
 * @param style the classes of the style sheet
 * @param tooltip what it says
 * @param path the data of an SVG path, from the one the relation begins at to the other
 */
record Curve(String style, String tooltip, String path) {

    String element() {
        return "<path class=\"" + style + "\" d=\"" + path + "\"><title>" + Xml.escaped(tooltip) + "</title></path>";
    }
}
