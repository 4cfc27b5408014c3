package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.probes.BuiltInMeasure;
import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.dsl.probes.Measure;
import net.roboconf.core.dsl.probes.MeasureParser;
import net.roboconf.core.dsl.probes.ParsedMeasures;
import net.roboconf.core.dsl.probes.ParsedProbes;
import net.roboconf.core.dsl.probes.Placeholders;
import net.roboconf.core.dsl.probes.ProbeFiles;
import net.roboconf.core.dsl.probes.ProbeLine;
import net.roboconf.core.dsl.probes.ProbeParser;
import net.roboconf.core.dsl.probes.ProbeSyntaxException;
import net.roboconf.core.model.Component;
import org.junit.jupiter.api.Test;

/** What lines of probes and measures mean. What is wrong with them is among the examples of {@link CodeExamplesTest}. */
class ProbeParserTest {

    private static final String FILE = "probes/Shop.probes";

    @Test
    void a_line_is_a_handler_its_text_and_perhaps_times() {
        ParsedProbes parsed = ProbeParser.parse(
                FILE,
                "\uFEFF# Health.\r\n\r\n  HTTP http://{{ ip }}/#a expect 200  after 30s within 500 ms\r\nfile exists a within\r\n"
                        + "tcp h:1 within 2 m after 1 h");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.probes())
                .containsExactly(
                        new ProbeLine(
                                new Location(FILE, 3, 3, 59),
                                "http",
                                "http://{{ ip }}/#a expect 200",
                                Duration.ofMillis(500),
                                Duration.ofSeconds(30)),
                        new ProbeLine(
                                new Location(FILE, 4, 1, 20),
                                "file",
                                "exists a within",
                                ProbeLine.WITHIN,
                                Duration.ZERO),
                        new ProbeLine(
                                new Location(FILE, 5, 1, 28),
                                "tcp",
                                "h:1",
                                Duration.ofMinutes(2),
                                Duration.ofHours(1)));
    }

    @Test
    void a_mistake_is_told_where_it_is() {
        assertThat(ProbeParser.parse(FILE, "tcp a:1\n tcp {{ b }:1\n").diagnostics())
                .extracting(Diagnostic::location)
                .containsExactly(new Location(FILE, 2, 6, 2));
        assertThat(ProbeParser.parse(FILE, " jmx heap").diagnostics())
                .extracting(Diagnostic::location)
                .containsExactly(new Location(FILE, 1, 2, 3));
    }

    @Test
    void the_handlers_of_every_agent_understand_this() throws ProbeSyntaxException {
        assertThat(BuiltInProbe.read("http", "https://h:1/a?b=c"))
                .isEqualTo(new BuiltInProbe.Http(URI.create("https://h:1/a?b=c"), 200, 399, Optional.empty()));
        assertThat(BuiltInProbe.read("http", "http://h expect 201..204 containing \"a \"b\"\""))
                .isEqualTo(new BuiltInProbe.Http(URI.create("http://h"), 201, 204, Optional.of("a \"b\"")));
        assertThat(BuiltInProbe.read("tcp", "[::1]:80")).isEqualTo(new BuiltInProbe.Tcp("::1", 80));
        assertThat(BuiltInProbe.read("file", "missing a b")).isEqualTo(new BuiltInProbe.FileThere("a b", false));
        assertThat(BuiltInProbe.read("process", "pid-file a b")).isEqualTo(new BuiltInProbe.PidFile("a b"));
    }

    @Test
    void values_go_where_their_names_are() {
        assertThat(Placeholders.fill(
                        "{{a}} {{ b.c }} {{ d }} {{ }} {{ e", name -> name.equals("d") ? null : "$" + name))
                .isEqualTo("$a $b.c {{ d }} {{ }} {{ e");
    }

    @Test
    void a_section_of_measures_is_an_event_a_handler_and_its_text() throws ProbeSyntaxException {
        ParsedMeasures parsed = MeasureParser.parse(
                "probes/Shop.measures",
                "[EVENT nagios  two  words]\n# Where.\nnagios configuration at {{ host }}\n\nGET hosts\n  Columns: name\n"
                        + "[event File full]\n/tmp/full",
                Map.of("host", "h:1"));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.measures())
                .extracting(Measure::handler, Measure::event, Measure::lines)
                .containsExactly(
                        tuple(
                                "nagios",
                                "two words",
                                List.of("nagios configuration at h:1", "GET hosts", "Columns: name")),
                        tuple("file", "full", List.of("/tmp/full")));
        assertThat(BuiltInMeasure.read(parsed.measures().get(0)))
                .isEqualTo(new BuiltInMeasure.Nagios("h", 1, "GET hosts\nColumns: name"));
        assertThat(BuiltInMeasure.read(parsed.measures().get(1)))
                .isEqualTo(new BuiltInMeasure.FileExists("/tmp/full", false));
    }

    @Test
    void a_component_has_its_own_files_or_those_of_what_it_extends() {
        Component shop = new ProjectLoader()
                .load(Example.project(
                        Map.of(
                                "graph/main.graph",
                                "VM {\n installer: target;\n children: Tomcat, Shop;\n}\nTomcat {\n installer: script;\n}\n"
                                        + "Shop {\n extends: Tomcat;\n}\n"),
                        "main.graph",
                        ""))
                .template()
                .orElseThrow()
                .graph()
                .component("Shop")
                .orElseThrow();
        List<String> all =
                List.of("Tomcat.probes", "Shop.probes", "Tomcat.measures", "Tomcat.measures.properties", "VM.probes");
        assertThat(ProbeFiles.of(shop, all::contains))
                .containsExactly("Shop.probes", "Tomcat.measures", "Tomcat.measures.properties");
        assertThat(ProbeFiles.of(shop, List.of("Shop.measures.properties")::contains))
                .isEmpty();
    }
}
