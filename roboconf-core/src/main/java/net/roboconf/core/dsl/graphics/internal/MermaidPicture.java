package net.roboconf.core.dsl.graphics.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.graphics.GraphPicture;
import net.roboconf.core.dsl.graphics.PictureNode;
import net.roboconf.core.dsl.graphics.PictureRelation;

/** A flow chart of Mermaid. */
public final class MermaidPicture {

    /** What Mermaid would not take for the name of a node. */
    private static final Set<String> KEYWORDS = Set.of(
            "call",
            "class",
            "classdef",
            "click",
            "default",
            "direction",
            "end",
            "flowchart",
            "graph",
            "href",
            "interpolate",
            "linkstyle",
            "style",
            "subgraph");

    private MermaidPicture() {}

    public static String write(GraphPicture picture) {
        StringBuilder text = new StringBuilder("---\ntitle: " + quoted(picture.title()) + "\n---\nflowchart TD\n");
        Map<String, String> ids = new HashMap<>();
        for (PictureNode node : picture.nodes()) {
            String id = id(node, ids.size());
            ids.put(node.id(), id);
            text.append("  ").append(id).append(box(node)).append('\n');
        }
        for (PictureRelation relation : picture.relations()) {
            text.append("  ").append(ids.get(relation.from())).append(' ').append(arrow(relation));
            text.append(' ').append(ids.get(relation.to())).append('\n');
        }
        return text.toString();
    }

    /** The name where Mermaid understands it; else one that no name can be. */
    private static String id(PictureNode node, int number) {
        boolean plain = node.id().matches("[A-Za-z_]\\w*")
                && !KEYWORDS.contains(node.id().toLowerCase(Locale.ROOT));
        return plain ? node.id() : "node-" + number;
    }

    private static String box(PictureNode node) {
        String name = escaped(node.name());
        return switch (node.kind()) {
            case MACHINE -> "[[\"" + name + "<br/>machine\"]]";
            case COMPONENT ->
                "[\"" + name + (node.installer().isEmpty() ? "" : "<br/>" + escaped(node.installer())) + "\"]";
            case FACET -> "([\"" + name + "<br/>facet\"])";
            case APPLICATION -> "{{\"" + name + "<br/>another application\"}}";
        };
    }

    /** Thin lines for what is so once and for all, thick or dotted ones for what happens at run time. */
    private static String arrow(PictureRelation relation) {
        String variables = escaped(String.join(", ", relation.variables()));
        return switch (relation.kind()) {
            case CONTAINS -> "-->";
            case EXTENDS -> "--o|extends|";
            case HAS -> "--o|has|";
            case IMPORTS ->
                relation.optional() ? "-.->|\"may import " + variables + "\"|" : "==>|\"imports " + variables + "\"|";
        };
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " _-.,()".indexOf(c) >= 0) {
                result.appendCodePoint(c);
            } else {
                result.append('#').append(c).append(';');
            }
        });
        return result.toString();
    }

    /** A double-quoted scalar of YAML. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
