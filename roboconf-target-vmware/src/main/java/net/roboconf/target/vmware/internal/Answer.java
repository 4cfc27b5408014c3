package net.roboconf.target.vmware.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of an answer of vSphere; paths are names of children with slashes between them. */
final class Answer {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final Element element;

    private Answer(Element element) {
        this.element = element;
    }

    /** Reads a whole answer and returns the first thing in its body; entities and other documents are not read. */
    static Answer parse(String xml) throws IOException {
        try {
            // Not what is found on the class path: in OSGi that would be any bundle's.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Answer envelope = new Answer(
                    builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
            return envelope.all("Body").stream()
                    .flatMap(body -> body.children().stream())
                    .findFirst()
                    .orElseThrow(() -> new IOException("no SOAP"));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("no XML: " + e.getMessage(), e);
        }
    }

    /** The name of the element itself, without a prefix. */
    String name() {
        return element.getLocalName();
    }

    /** The type that the element says it has, without a prefix; empty when it says none. */
    String type() {
        String type = element.getAttributeNS(XSI, "type");
        return type.substring(type.indexOf(':') + 1);
    }

    /** The text at a path; empty when nothing is there. */
    String text(String path) {
        return at(path).map(Answer::text).orElse("");
    }

    /** The text of the element itself. */
    String text() {
        return element.getTextContent().strip();
    }

    /** The element at a path, the first one of several. */
    Optional<Answer> at(String path) {
        Optional<Answer> here = Optional.of(this);
        for (String name : path.split("/")) {
            here = here.flatMap(one -> one.all(name).stream().findFirst());
        }
        return here;
    }

    /** All children of this name. */
    List<Answer> all(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    /** All children. */
    List<Answer> children() {
        List<Answer> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new Answer(child));
            }
        }
        return children;
    }

    /** The element itself as a reference. */
    Reference reference() {
        return new Reference(element.getAttribute("type"), text());
    }

    /** The reference at a path. */
    Optional<Reference> reference(String path) {
        return at(path).map(Answer::reference);
    }
}
