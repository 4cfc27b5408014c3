package net.roboconf.core.dsl.probes;

import static net.roboconf.core.dsl.DiagnosticCode.P_EMPTY_FILE;
import static net.roboconf.core.dsl.DiagnosticCode.REC_MEASURE_INVALID_SYNTAX;
import static net.roboconf.core.dsl.DiagnosticCode.REC_MEASURE_UNKNOWN_HANDLER;
import static net.roboconf.core.dsl.DiagnosticCode.REC_MEASURE_UNKNOWN_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * Reads {@code COMPONENT.measures}, as Roboconf 0.9 had them: sections that begin with {@code [EVENT handler name]}, each with
 * the text for its handler. Blank lines, and those that begin with {@code #}, count for nothing. Stateless.
 */
public final class MeasureParser {

    private static final Pattern HEADER =
            Pattern.compile("\\[\\s*event\\s+([\\w-]+)\\s+([^\\[\\]]+?)\\s*]", Pattern.CASE_INSENSITIVE);

    private final String file;
    private final Map<String, String> values;
    private final List<Measure> measures = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    // The section that is being read; the handler is null outside of any, and within one whose first line is malformed.
    private Location location;
    private String handler;
    private String event;
    private final List<String> lines = new ArrayList<>();
    private boolean lost;

    private MeasureParser(String file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads a file and finds all that is wrong with it. Never fails, whatever the text is.
     *
     * @param file its path in the project, or its name
     * @param text all of it
     * @param values what goes into the places {@code {{ key }}}
     */
    public static ParsedMeasures parse(String file, String text, Map<String, String> values) {
        MeasureParser parser = new MeasureParser(file, values);
        boolean empty = true;
        for (SourceLine line : SourceText.of(file, text).lines()) {
            if (!line.isComment() && !line.content().isBlank()) {
                empty = false;
                parser.read(line);
            }
        }
        parser.endSection();
        if (empty) {
            parser.diagnostics.add(Diagnostic.of(P_EMPTY_FILE, Location.file(file), file));
        }
        return new ParsedMeasures(parser.measures, parser.diagnostics);
    }

    private void read(SourceLine line) {
        String content = line.content();
        int start = content.length() - content.stripLeading().length();
        String written = content.strip();
        Location place = new Location(file, line.number(), start + 1, written.length());
        for (Placeholders.Place value : Placeholders.in(content)) {
            if (!values.containsKey(value.name())) {
                diagnostics.add(Diagnostic.of(
                        REC_MEASURE_UNKNOWN_VALUE,
                        new Location(file, line.number(), value.at() + 1, value.length()),
                        value.name(),
                        file + ".properties"));
            }
        }
        String filled = Placeholders.fill(written, values::get);
        if (filled.startsWith("[")) {
            begin(place, written, filled);
        } else if (handler != null) {
            lines.add(filled);
        } else if (!lost) {
            malformed(place, written, "it is before the first section; begin one with '[EVENT handler name]'");
        }
    }

    private void begin(Location place, String written, String filled) {
        endSection();
        Matcher header = HEADER.matcher(filled);
        lost = !header.matches();
        if (lost) {
            malformed(place, written, "a section begins with '[EVENT handler name]'");
            return;
        }
        location = place;
        handler = header.group(1).toLowerCase(Locale.ROOT);
        event = header.group(2).replaceAll("\\s+", " ");
    }

    private void endSection() {
        if (handler != null) {
            Measure measure = new Measure(location, handler, event, lines);
            if (understood(measure)) {
                measures.add(measure);
            }
        }
        handler = null;
        lines.clear();
    }

    private boolean understood(Measure measure) {
        boolean own = BuiltInMeasure.HANDLERS.contains(measure.handler());
        if (!own && !BuiltInProbe.HANDLERS.contains(measure.handler())) {
            diagnostics.add(Diagnostic.of(REC_MEASURE_UNKNOWN_HANDLER, location, measure.handler())
                    .suggesting("Its own are file, http, nagios, process, rest, tcp."));
            return true;
        }
        try {
            if (own) {
                BuiltInMeasure.read(measure);
            } else {
                BuiltInProbe.read(measure.handler(), String.join(" ", measure.lines()));
            }
            return true;
        } catch (ProbeSyntaxException e) {
            malformed(location, measure.handler() + " " + String.join(" ", measure.lines()), e.getMessage());
            return false;
        }
    }

    private void malformed(Location place, String written, String why) {
        diagnostics.add(Diagnostic.of(REC_MEASURE_INVALID_SYNTAX, place, written, why));
    }
}
