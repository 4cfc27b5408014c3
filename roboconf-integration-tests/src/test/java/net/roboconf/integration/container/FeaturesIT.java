package net.roboconf.integration.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Our features in an untouched Karaf: each alone, all together, and, as far as Karaf can say without installing, in pairs. */
@RunWith(Parameterized.class)
public class FeaturesIT {

    private static BareKaraf karaf;

    private final String asked;

    public FeaturesIT(String what, String asked) {
        this.asked = asked;
    }

    @Parameterized.Parameters(name = "{0}")
    public static List<Object[]> questions() throws Exception {
        List<String> names = features();
        List<Object[]> all = new ArrayList<>();
        names.forEach(name -> all.add(new Object[] {name, "life " + name}));
        // What fits together in two features fits together in the parts of these.
        List<String> whole = new ArrayList<>(names);
        whole.removeAll(included());
        all.add(new Object[] {"each pair", "pairs " + String.join(" ", whole)});
        all.add(new Object[] {"all together", "life " + String.join(" ", names)});
        return all;
    }

    /** Every feature of our repository. */
    private static List<String> features() throws Exception {
        List<String> names = new ArrayList<>();
        for (Element feature : elements()) {
            if (feature.hasAttribute("name")) {
                names.add(feature.getAttribute("name"));
            }
        }
        assertTrue(names.toString(), names.contains("roboconf-agent"));
        return names;
    }

    /** Those that are a part of another one. */
    private static List<String> included() throws Exception {
        List<String> names = new ArrayList<>();
        for (Element feature : elements()) {
            if (!feature.hasAttribute("name")) {
                names.add(feature.getTextContent().strip());
            }
        }
        assertTrue(names.toString(), names.contains("roboconf-core"));
        return names;
    }

    /** Features, and what names one within another. */
    private static List<Element> elements() throws Exception {
        NodeList children = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File(System.getProperty("features.file")))
                .getDocumentElement()
                .getElementsByTagName("feature");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < children.getLength(); i++) {
            elements.add((Element) children.item(i));
        }
        return elements;
    }

    @BeforeClass
    public static void start() throws Exception {
        karaf = BareKaraf.start(
                Path.of(System.getProperty("karaf.archive")),
                Path.of(System.getProperty("features.repository")),
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bare-karaf"));
        assertEquals("", karaf.ask("repository " + System.getProperty("features.url")));
    }

    @AfterClass
    public static void end() throws Exception {
        karaf.close();
    }

    /**
     * What is installed runs and goes without a trace, so that the next one finds what the first one found; our bundles start
     * again 20 times and are given a new class loader, each in its own feature.
     */
    @Test
    public void it_needs_nothing_that_it_does_not_bring() throws Exception {
        assertEquals("", karaf.ask(asked));
        assertEquals(List.of(), karaf.errors());
    }
}
