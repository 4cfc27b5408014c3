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

/** Our features in an untouched Karaf: each alone, all together, and, as far as Karaf can say without installing, each pair. */
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
        all.add(new Object[] {"each pair", "pairs " + String.join(" ", names)});
        all.add(new Object[] {"all together", "life " + String.join(" ", names)});
        return all;
    }

    /** Every feature of our repository. */
    private static List<String> features() throws Exception {
        NodeList children = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File(System.getProperty("features.file")))
                .getDocumentElement()
                .getElementsByTagName("feature");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < children.getLength(); i++) {
            String name = ((Element) children.item(i)).getAttribute("name");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        assertTrue(names.toString(), names.contains("roboconf-agent"));
        return names;
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
