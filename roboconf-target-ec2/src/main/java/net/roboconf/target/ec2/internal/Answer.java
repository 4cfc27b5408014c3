package net.roboconf.target.ec2.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of an answer of EC2; paths are names of children with slashes between them. */
final class Answer {

    private final Element element;

    private Answer(Element element) {
        this.element = element;
    }

    /** Reads a whole answer; entities and other documents are not read. */
    static Answer parse(String xml) throws IOException {
        try {
            // Not what is found on the class path: in OSGi that would be any bundle's.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new Answer(
                    builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("no XML: " + e.getMessage(), e);
        }
    }

    /** The name of the element itself. */
    String name() {
        return element.getTagName();
    }

    /** The text at a path; empty when nothing is there. */
    String text(String path) {
        Element found = at(path);
        return found == null ? "" : found.getTextContent().strip();
    }

    /** The {@code item} elements below a path. */
    List<Answer> items(String path) {
        Element found = at(path);
        return found == null ? List.of() : children(found, "item");
    }

    /** The value of a tag in the {@code tagSet}; empty for none. */
    String tag(String key) {
        return items("tagSet").stream()
                .filter(tag -> tag.text("key").equals(key))
                .map(tag -> tag.text("value"))
                .findFirst()
                .orElse("");
    }

    private Element at(String path) {
        Element here = element;
        for (String name : path.split("/")) {
            List<Answer> found = children(here, name);
            if (found.isEmpty()) {
                return null;
            }
            here = found.get(0).element;
        }
        return here;
    }

    private static List<Answer> children(Element parent, String name) {
        List<Answer> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(new Answer(child));
            }
        }
        return children;
    }
}
