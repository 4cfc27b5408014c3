package net.roboconf.target.ec2.server;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** An answer as it is put together. */
final class Xml {

    private final StringBuilder text = new StringBuilder();

    /** A whole answer to an action. */
    static String answer(String action, Consumer<Xml> content) {
        Xml xml = new Xml();
        xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + action
                + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">");
        xml.leaf("requestId", Ids.request());
        content.accept(xml);
        xml.text.append("</").append(action).append("Response>");
        return xml.text.toString();
    }

    /** An element with text; none when it is null. */
    Xml leaf(String name, Object value) {
        if (value != null) {
            text.append('<').append(name).append('>');
            text.append(escaped(value.toString()));
            text.append("</").append(name).append('>');
        }
        return this;
    }

    Xml element(String name, Consumer<Xml> content) {
        text.append('<').append(name).append('>');
        content.accept(this);
        text.append("</").append(name).append('>');
        return this;
    }

    <T> Xml items(String name, Collection<T> all, Consumer<T> each) {
        return element(name, set -> all.forEach(one -> element("item", item -> each.accept(one))));
    }

    Xml tags(Map<String, String> tags) {
        return items("tagSet", tags.entrySet(), tag -> leaf("key", tag.getKey()).leaf("value", tag.getValue()));
    }

    static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
