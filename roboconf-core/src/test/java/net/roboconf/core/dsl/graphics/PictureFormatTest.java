package net.roboconf.core.dsl.graphics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureFormatTest {

    @Test
    void mermaid_renames_what_it_would_not_understand() {
        assertThat(PictureFormat.MERMAID.write(Shop.picture()))
                .isEqualTo(
                        """
                        ---
                        title: "A \\"Shop\\" & <Co>"
                        ---
                        flowchart TD
                          Measured(["Measured<br/>facet"])
                          Balanced(["Balanced<br/>facet"])
                          VM[["VM<br/>machine"]]
                          Tomcat["Tomcat<br/>script"]
                          Jetty["Jetty<br/>script"]
                          Apache["Apache<br/>script"]
                          node-6["end<br/>puppet"]
                          node-7{{"Billing<br/>another application"}}
                          Balanced --o|extends| Measured
                          VM --> Tomcat
                          VM --> Apache
                          VM --> node-6
                          Tomcat --o|has| Balanced
                          Tomcat ==>|"imports ip, port"| node-6
                          Tomcat -.->|"may import ip"| Tomcat
                          Tomcat ==>|"imports #42;"| node-7
                          Jetty --o|extends| Tomcat
                          Apache ==>|"imports ip, port"| Balanced
                          node-6 -.->|"may import #42;"| Apache
                        """);
    }

    @Test
    void dot_draws_imports_otherwise_than_containment_and_optional_ones_dashed() {
        String dot = PictureFormat.DOT.write(Shop.picture());

        assertThat(dot).startsWith("digraph \"A \\\"Shop\\\" & <Co>\" {\n").endsWith("}\n");
        assertThat(dot).containsPattern("\"VM\" -> \"Tomcat\" \\[[^]]*tooltip=\"contains\"");
        assertThat(dot).containsPattern("\"Tomcat\" -> \"end\" \\[[^]]*tooltip=\"imports\"[^]]*label=\"ip, port\"\\];");
        assertThat(dot).containsPattern("\"Tomcat\" -> \"Tomcat\" \\[[^]]*style=dashed");
        // Above is what is inherited from.
        assertThat(dot).containsPattern("\"Measured\" -> \"Balanced\" \\[[^]]*dir=back[^]]*tooltip=\"extends\"");
    }

    @Test
    void json_holds_nodes_and_relations() throws Exception {
        JsonNode json = new ObjectMapper().readTree(PictureFormat.JSON.write(Shop.picture()));

        assertThat(json.get("title").textValue()).isEqualTo("A \"Shop\" & <Co>");
        assertThat(json.get("nodes").get(1))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"id\":\"Balanced\",\"name\":\"Balanced\",\"kind\":\"facet\",\"exports\":[\"ip\",\"port\"]}"));
        assertThat(json.get("relations"))
                .contains(
                        new ObjectMapper().readTree("{\"kind\":\"contains\",\"from\":\"VM\",\"to\":\"Tomcat\"}"),
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"kind":"imports","from":"Tomcat","to":"external Billing","optional":false,
                                         "variables":["*"]}"""));
    }

    @Test
    void svg_is_well_formed_and_shows_every_node_and_relation() throws Exception {
        GraphPicture picture = Shop.picture();
        Document svg = parsed(PictureFormat.SVG.write(picture));

        assertThat(texts(svg, "title")).contains("A \"Shop\" & <Co>", "Tomcat imports ip, port from end");
        assertThat(texts(svg, "text"))
                .contains("A \"Shop\" & <Co>")
                .containsAll(picture.nodes().stream().map(PictureNode::name).toList());
        assertThat(styles(svg, "path")).contains("contains", "extends", "has", "imports", "imports optional");
    }

    @Test
    void svg_boxes_do_not_overlap_and_containers_are_above() throws Exception {
        List<double[]> boxes = boxes(PictureFormat.SVG.write(Shop.picture()));

        assertThat(boxes).hasSize(8);
        for (double[] a : boxes) {
            for (double[] b : boxes) {
                boolean apart = a == b || a[1] != b[1] || a[0] + a[2] < b[0] || b[0] + b[2] < a[0];
                assertThat(apart).isTrue();
            }
        }
        // In the order of the picture: the machine, and three that it contains.
        assertThat(boxes.get(2)[1]).isLessThan(Math.min(boxes.get(3)[1], Math.min(boxes.get(5)[1], boxes.get(6)[1])));
    }

    @Test
    void svg_of_a_graph_with_cycles_is_drawn_all_the_same() throws Exception {
        String cyclic =
                """
                A {
                  installer: target;
                  children: B;
                  imports: B.x;
                  exports: x = 1;
                }
                B {
                  installer: bash;
                  children: A;
                  imports: A.x;
                  exports: x = 1;
                }
                """;

        assertThat(boxes(PictureFormat.SVG.write(GraphPicture.of("cycles", Shop.graph(cyclic)))))
                .hasSize(2);
    }

    @Test
    @Timeout(60)
    void svg_of_thousands_of_components_is_drawn_in_seconds() {
        StringBuilder text = new StringBuilder("VM {\n  installer: target;\n  children: C0;\n}\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("C" + i + " {\n  installer: bash;\n  exports: x = 1;\n");
            text.append("  children: C" + (i + 1) + ";\n  imports: C" + (i * 7 % 2_000) + ".x (optional);\n}\n");
        }
        text.append("C2000 {\n  installer: bash;\n}\n");
        GraphPicture picture = GraphPicture.of("long", Shop.graph(text.toString()));

        long started = System.nanoTime();
        assertThat(PictureFormat.SVG.write(picture)).endsWith("</svg>\n");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void formats_are_called_by_name_in_any_case() {
        assertThat(PictureFormat.named("SVG"))
                .isEqualTo(PictureFormat.named("svg"))
                .hasToString("svg");
        assertThatThrownBy(() -> PictureFormat.named("png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'png' is not a format for pictures: it is one of dot, mermaid, svg, json.");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document svg, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document svg, String name) {
        return elements(svg, name).stream().map(Element::getTextContent).toList();
    }

    private static List<String> styles(Document svg, String name) {
        return elements(svg, name).stream().map(e -> e.getAttribute("class")).toList();
    }

    /** x, y, width and height of each node. */
    private static List<double[]> boxes(String svg) {
        Pattern box = Pattern.compile(
                "</title><rect class=\"\\w+\" x=\"([^\"]+)\" y=\"([^\"]+)\" width=\"([^\"]+)\" height=\"([^\"]+)\"");
        return box.matcher(svg).results().map(PictureFormatTest::numbers).toList();
    }

    private static double[] numbers(MatchResult found) {
        double[] numbers = new double[4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(found.group(i + 1));
        }
        return numbers;
    }
}
