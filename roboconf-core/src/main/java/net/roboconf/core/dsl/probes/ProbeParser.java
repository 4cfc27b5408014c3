package net.roboconf.core.dsl.probes;

import static net.roboconf.core.dsl.DiagnosticCode.P_EMPTY_FILE;
import static net.roboconf.core.dsl.DiagnosticCode.REC_PROBE_INVALID_SYNTAX;
import static net.roboconf.core.dsl.DiagnosticCode.REC_PROBE_UNKNOWN_HANDLER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * Reads {@code COMPONENT.probes}: one probe a line, a handler and what it is told, in the end perhaps {@code after} and
 * {@code within} with a duration each. Blank lines, and those that begin with {@code #}, count for nothing. Stateless.
 */
public final class ProbeParser {

    private static final Pattern LINE = Pattern.compile("\\s*(\\S+)(?:\\s+(\\S.*?))?\\s*");
    private static final Pattern HANDLER = Pattern.compile("[A-Za-z][\\w-]*");
    private static final Pattern TIME = Pattern.compile("(?:(.*?)\\s+)?(after|within)\\s+(\\d{1,7})\\s*(ms|s|m|h)");

    /** What stands for a value that is not known yet: it is good for a host, a port, a path and a status. */
    private static final String ANY_VALUE = "200";

    private final String file;
    private final List<ProbeLine> probes = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private ProbeParser(String file) {
        this.file = file;
    }

    /**
     * Reads a file and finds all that is wrong with it. Never fails, whatever the text is.
     *
     * @param file its path in the project, or its name
     * @param text all of it
     */
    public static ParsedProbes parse(String file, String text) {
        ProbeParser parser = new ProbeParser(file);
        boolean empty = true;
        for (SourceLine line : SourceText.of(file, text).lines()) {
            if (!line.isComment() && !line.content().isBlank()) {
                empty = false;
                parser.read(line);
            }
        }
        if (empty) {
            parser.diagnostics.add(Diagnostic.of(P_EMPTY_FILE, Location.file(file), file));
        }
        return new ParsedProbes(parser.probes, parser.diagnostics);
    }

    private void read(SourceLine line) {
        String content = line.content();
        int start = content.length() - content.stripLeading().length();
        Location location =
                new Location(file, line.number(), start + 1, content.strip().length());
        Matcher parts = LINE.matcher(content);
        if (!parts.matches() || !HANDLER.matcher(parts.group(1)).matches()) {
            malformed(location, content, "it begins with the name of a handler, such as http, tcp, file or process");
            return;
        }
        String handler = parts.group(1).toLowerCase(Locale.ROOT);
        String text = parts.group(2) == null ? "" : parts.group(2);
        Duration within = null;
        Duration after = null;
        for (Matcher time = TIME.matcher(text); time.matches(); time = TIME.matcher(text)) {
            Duration duration = duration(time.group(3), time.group(4));
            boolean isWithin = time.group(2).equals("within");
            if (isWithin ? within != null || duration.isZero() : after != null) {
                malformed(
                        location,
                        content,
                        "'" + time.group(2) + "' is there twice, or gives no time at all; write it once, such as "
                                + time.group(2) + " 5 s");
                return;
            }
            within = isWithin ? duration : within;
            after = isWithin ? after : duration;
            text = time.group(1) == null ? "" : time.group(1).strip();
        }
        int wrong = Placeholders.malformed(content);
        if (wrong >= 0) {
            malformed(
                    new Location(file, line.number(), wrong + 1, 2),
                    content,
                    "a value is written as {{ name }}, with the name of a variable between the brackets");
            return;
        }
        if (!understood(location, content, handler, text)) {
            return;
        }
        probes.add(new ProbeLine(
                location,
                handler,
                text,
                within == null ? ProbeLine.WITHIN : within,
                after == null ? Duration.ZERO : after));
    }

    private boolean understood(Location location, String content, String handler, String text) {
        if (!BuiltInProbe.HANDLERS.contains(handler)) {
            Location name = new Location(file, location.line(), location.column(), handler.length());
            diagnostics.add(Diagnostic.of(REC_PROBE_UNKNOWN_HANDLER, name, handler)
                    .suggesting("Its own are " + String.join(", ", BuiltInProbe.HANDLERS) + "."));
            return true;
        }
        try {
            BuiltInProbe.read(handler, Placeholders.fill(text, name -> ANY_VALUE));
            return true;
        } catch (ProbeSyntaxException e) {
            malformed(location, content, e.getMessage());
            return false;
        }
    }

    private void malformed(Location location, String content, String why) {
        diagnostics.add(Diagnostic.of(REC_PROBE_INVALID_SYNTAX, location, content.strip(), why));
    }

    private static Duration duration(String number, String unit) {
        long amount = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
