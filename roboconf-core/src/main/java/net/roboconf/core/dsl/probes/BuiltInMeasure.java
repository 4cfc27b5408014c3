package net.roboconf.core.dsl.probes;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the handlers of measures can be told that every agent has. */
public sealed interface BuiltInMeasure {

    /** Their names. */
    List<String> HANDLERS = List.of("file", "nagios", "rest");

    /** Where Nagios' LiveStatus listens unless something else is said. */
    int NAGIOS_PORT = 50_000;

    /**
     * A file is there.
     *
     * @param path absolute, or relative to the instance's work folder
     * @param delete whether it is deleted when it was seen, so that the event is raised once
     */
    record FileExists(String path, boolean delete) implements BuiltInMeasure {}

    /**
     * A file is not there.
     *
     * @param path absolute, or relative to the instance's work folder
     */
    record FileMissing(String path) implements BuiltInMeasure {}

    /**
     * A value in what a server answers is as it should not be.
     *
     * @param address where it is asked for
     * @param name of the value
     * @param operator one of {@code = == < <= > >=}
     * @param value what it is compared with
     */
    record Rest(URI address, String name, String operator, String value) implements BuiltInMeasure {}

    /**
     * What Nagios says, whatever it is.
     *
     * @param host where LiveStatus listens
     * @param port where it listens there
     * @param query in LiveStatus' own language, lines separated by line feeds
     */
    record Nagios(String host, int port, String query) implements BuiltInMeasure {}

    /**
     * Reads what a handler is told.
     *
     * @param measure of one of {@link #HANDLERS}
     * @throws ProbeSyntaxException when that is not understood
     */
    static BuiltInMeasure read(Measure measure) throws ProbeSyntaxException {
        return switch (measure.handler()) {
            case "file" -> file(measure.lines());
            case "nagios" -> nagios(measure.lines());
            case "rest" -> rest(measure.lines());
            default -> throw new IllegalArgumentException("No handler of every agent: " + measure.handler());
        };
    }

    private static BuiltInMeasure file(List<String> lines) throws ProbeSyntaxException {
        if (lines.size() != 1) {
            throw new ProbeSyntaxException(
                    "write one line: PATH, 'Delete if exists PATH' or 'Notify if not exists PATH'");
        }
        Matcher parts = Pattern.compile("(delete if exists|notify if not exists)\\s+(.+)", Pattern.CASE_INSENSITIVE)
                .matcher(lines.get(0));
        if (!parts.matches()) {
            return new FileExists(lines.get(0), false);
        }
        return parts.group(1).toLowerCase(Locale.ROOT).startsWith("delete")
                ? new FileExists(parts.group(2), true)
                : new FileMissing(parts.group(2));
    }

    private static BuiltInMeasure rest(List<String> lines) throws ProbeSyntaxException {
        Matcher parts = Pattern.compile(
                        "check\\s+(\\S+)\\s+that\\s+(\\S+?)\\s*(==|<=|>=|=|<|>)\\s*(.+)", Pattern.CASE_INSENSITIVE)
                .matcher(String.join(" ", lines));
        if (!parts.matches()) {
            throw new ProbeSyntaxException(
                    "write 'Check ADDRESS THAT NAME OPERATOR VALUE', with one of = == < <= > >= between name and value");
        }
        try {
            URI address = new URI(parts.group(1));
            if (address.getHost() != null
                    && address.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
                return new Rest(address, parts.group(2), parts.group(3), parts.group(4));
            }
        } catch (URISyntaxException e) {
            throw new ProbeSyntaxException("'" + parts.group(1) + "' is no address: " + e.getReason());
        }
        throw new ProbeSyntaxException(
                "'" + parts.group(1) + "' is no address; write one like http://localhost:8080/load");
    }

    private static BuiltInMeasure nagios(List<String> lines) throws ProbeSyntaxException {
        String host = "localhost";
        int port = NAGIOS_PORT;
        List<String> query = lines;
        Matcher place = Pattern.compile(
                        "nagios configuration at\\s+([^\\s:]+)(?::(\\d{1,5}))?", Pattern.CASE_INSENSITIVE)
                .matcher(lines.isEmpty() ? "" : lines.get(0));
        if (place.matches()) {
            host = place.group(1);
            port = place.group(2) == null ? NAGIOS_PORT : Integer.parseInt(place.group(2));
            query = lines.subList(1, lines.size());
        }
        if (query.isEmpty() || port < 1 || port > 65_535) {
            throw new ProbeSyntaxException(
                    "write a LiveStatus query, perhaps with 'Nagios configuration at HOST:PORT' in a line before it");
        }
        return new Nagios(host, port, String.join("\n", query));
    }
}
