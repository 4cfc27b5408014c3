package net.roboconf.core.dsl.graphics.internal;

import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureNode;
import net.roboconf.core.dsl.graphics.PictureRelation;

/** The language of Graphviz. */
public final class DotPicture {

    private DotPicture() {}

    public static String write(GraphPicture picture) {
        StringBuilder dot = new StringBuilder("digraph " + quoted(picture.title()) + " {\n");
        dot.append("  graph [label=").append(quoted(picture.title()));
        dot.append(", labelloc=t, fontname=\"sans-serif\", fontsize=18];\n");
        dot.append("  node [fontname=\"sans-serif\", fontsize=12, shape=box, style=filled, fillcolor=white];\n");
        dot.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        for (PictureNode node : picture.nodes()) {
            dot.append("  ").append(quoted(node.id())).append(" [label=").append(label(node));
            dot.append(look(node.kind())).append("];\n");
        }
        for (PictureRelation relation : picture.relations()) {
            // Graphviz draws what comes first higher up: that is what is inherited from.
            boolean inherits = isInheritance(relation);
            String above = inherits ? relation.to() : relation.from();
            String below = inherits ? relation.from() : relation.to();
            dot.append("  ").append(quoted(above)).append(" -> ").append(quoted(below));
            dot.append(" [").append(look(relation)).append("];\n");
        }
        return dot.append("}\n").toString();
    }

    private static boolean isInheritance(PictureRelation relation) {
        return relation.kind() == PictureRelation.Kind.EXTENDS || relation.kind() == PictureRelation.Kind.HAS;
    }

    private static String label(PictureNode node) {
        String second =
                switch (node.kind()) {
                    case MACHINE, COMPONENT -> node.installer();
                    case FACET -> "facet";
                    case APPLICATION -> "another application";
                };
        return quoted(second.isEmpty() ? node.name() : node.name() + '\n' + second);
    }

    private static String look(PictureNode.Kind kind) {
        return switch (kind) {
            case MACHINE -> ", shape=box3d, fillcolor=\"#fff3d6\"";
            case COMPONENT -> "";
            case FACET -> ", style=\"filled,rounded,dashed\", fillcolor=\"#f2f2f2\"";
            case APPLICATION -> ", shape=component, fillcolor=\"#e6f0ff\"";
        };
    }

    private static String look(PictureRelation relation) {
        return switch (relation.kind()) {
            case CONTAINS -> "color=\"#404040\", arrowhead=normal, tooltip=\"contains\"";
            case EXTENDS -> "color=\"#808080\", dir=back, arrowtail=empty, tooltip=\"extends\"";
            case HAS -> "color=\"#808080\", dir=back, arrowtail=empty, style=dotted, tooltip=\"has the facet\"";
            case IMPORTS ->
                "color=\"#0b5fbf\", fontcolor=\"#0b5fbf\", arrowhead=vee, tooltip=\"imports\", label="
                        + quoted(String.join(", ", relation.variables()))
                        + (relation.optional() ? ", style=dashed, constraint=false" : "");
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
