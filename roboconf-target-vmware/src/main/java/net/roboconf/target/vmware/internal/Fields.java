package net.roboconf.target.vmware.internal;

import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import net.roboconf.core.target.TargetException;

/**
 * Writes the arguments of a call, in the order in which vSphere's schema has them: vCenter refuses another one. Text is
 * escaped; what no XML can hold is refused.
 */
final class Fields {

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";

    /** The name space of all methods and types since VI 2.5. */
    static final String VIM = "urn:vim25";

    private final XMLStreamWriter out;

    private Fields(XMLStreamWriter out) {
        this.out = out;
    }

    /** What is inside an element. */
    @FunctionalInterface
    interface Content {

        /** Writes it. */
        void write(Fields fields) throws XMLStreamException, TargetException;
    }

    /** A whole request. */
    static String envelope(String method, Reference on, Content arguments) throws TargetException {
        StringWriter text = new StringWriter();
        try {
            // Not what is found on the class path: in OSGi that would be any bundle's.
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("soapenv", "Envelope", SOAP);
            out.writeNamespace("soapenv", SOAP);
            out.writeNamespace("xsi", XSI);
            out.writeNamespace("xsd", XSD);
            out.writeStartElement("soapenv", "Body", SOAP);
            out.writeStartElement(method);
            out.writeDefaultNamespace(VIM);
            Fields fields = new Fields(out);
            fields.reference("_this", on);
            arguments.write(fields);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new TargetException("The request " + method + " cannot be written: " + e.getMessage(), false, e);
        }
        return text.toString();
    }

    /** A value. */
    Fields text(String name, Object value) throws XMLStreamException, TargetException {
        out.writeStartElement(name);
        characters(name, value.toString());
        out.writeEndElement();
        return this;
    }

    /** A value that may be left out. */
    Fields text(String name, Optional<?> value) throws XMLStreamException, TargetException {
        if (value.isPresent()) {
            text(name, value.get());
        }
        return this;
    }

    Fields reference(String name, Reference reference) throws XMLStreamException, TargetException {
        out.writeStartElement(name);
        out.writeAttribute("type", reference.type());
        characters(name, reference.value());
        out.writeEndElement();
        return this;
    }

    Fields reference(String name, Optional<Reference> reference) throws XMLStreamException, TargetException {
        if (reference.isPresent()) {
            reference(name, reference.get());
        }
        return this;
    }

    /** A structure. */
    Fields in(String name, Content content) throws XMLStreamException, TargetException {
        out.writeStartElement(name);
        content.write(this);
        out.writeEndElement();
        return this;
    }

    /** A structure of a type that is not the declared one. */
    Fields in(String name, String type, Content content) throws XMLStreamException, TargetException {
        out.writeStartElement(name);
        out.writeAttribute("xsi", XSI, "type", type);
        content.write(this);
        out.writeEndElement();
        return this;
    }

    /** An entry of the table that a virtual machine has beside its settings. */
    Fields option(String key, String value) throws XMLStreamException, TargetException {
        return in("extraConfig", "OptionValue", entry -> {
            entry.text("key", key);
            out.writeStartElement("value");
            out.writeAttribute("xsi", XSI, "type", "xsd:string");
            characters(key, value);
            out.writeEndElement();
        });
    }

    private void characters(String name, String text) throws XMLStreamException, TargetException {
        if (!text.codePoints().allMatch(Fields::isInXml)) {
            throw TargetException.refused("What is to be sent to vCenter as '" + name
                    + "' has a control character, or half of one that takes two: take it out.");
        }
        out.writeCharacters(text);
    }

    private static boolean isInXml(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF;
    }
}
