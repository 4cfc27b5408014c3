package net.roboconf.core.dsl.probes;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the handlers that every agent has can be told to expect. */
public sealed interface BuiltInProbe {

    /** Their names. */
    List<String> HANDLERS = List.of("file", "http", "process", "tcp");

    /** What people are told of addresses: values are filled in, so that they would not know the one that is wrong. */
    String ADDRESS = "write one like http://{{ ip }}:{{ port }}/status";

    /**
     * A server answers a {@code GET}.
     *
     * @param address where, {@code http} or {@code https}
     * @param lowest the lowest status that is good
     * @param highest the highest one
     * @param containing what is in the body; empty for whatever
     */
    record Http(URI address, int lowest, int highest, Optional<String> containing) implements BuiltInProbe {}

    /**
     * A server accepts connections.
     *
     * @param host its name or address
     * @param port from 1 to 65535
     */
    record Tcp(String host, int port) implements BuiltInProbe {}

    /**
     * A file, a folder or anything else with a path is there, or is not.
     *
     * @param path absolute, or relative to the instance's work folder
     * @param exists whether it should be there
     */
    record FileThere(String path, boolean exists) implements BuiltInProbe {}

    /**
     * The process runs whose number is in a file.
     *
     * @param path of the file: absolute, or relative to the instance's work folder
     */
    record PidFile(String path) implements BuiltInProbe {}

    /**
     * A process runs with such a command line.
     *
     * @param pattern found somewhere in the program and its arguments, with a space between each two
     */
    record CommandLine(Pattern pattern) implements BuiltInProbe {}

    /**
     * Reads what a handler is told.
     *
     * @param handler one of {@link #HANDLERS}
     * @param text all values filled in
     * @throws ProbeSyntaxException when that is not understood
     */
    static BuiltInProbe read(String handler, String text) throws ProbeSyntaxException {
        return switch (handler) {
            case "file" -> file(text);
            case "http" -> http(text);
            case "process" -> process(text);
            case "tcp" -> tcp(text);
            default -> throw new IllegalArgumentException("No handler of every agent: " + handler);
        };
    }

    private static BuiltInProbe file(String text) throws ProbeSyntaxException {
        Matcher parts = Pattern.compile("(exists|missing)\\s+(.+)").matcher(text);
        if (!parts.matches()) {
            throw new ProbeSyntaxException("write 'file exists PATH' or 'file missing PATH'");
        }
        return new FileThere(parts.group(2), parts.group(1).equals("exists"));
    }

    private static BuiltInProbe http(String text) throws ProbeSyntaxException {
        Matcher parts = Pattern.compile(
                        "(\\S+)(?:\\s+expect\\s+(\\d{3})(?:\\.\\.(\\d{3}))?)?(?:\\s+containing\\s+\"(.+)\")?")
                .matcher(text);
        if (!parts.matches()) {
            throw new ProbeSyntaxException(
                    "write 'http ADDRESS', then perhaps 'expect 200' or 'expect 200..399', then perhaps 'containing \"TEXT\"'");
        }
        int lowest = parts.group(2) == null ? 200 : Integer.parseInt(parts.group(2));
        int highest = parts.group(2) == null ? 399 : parts.group(3) == null ? lowest : Integer.parseInt(parts.group(3));
        if (lowest < 100 || highest > 599 || lowest > highest) {
            throw new ProbeSyntaxException(
                    "a status is a number from 100 to 599, and a range begins with the lower one");
        }
        return new Http(address(parts.group(1)), lowest, highest, Optional.ofNullable(parts.group(4)));
    }

    private static URI address(String text) throws ProbeSyntaxException {
        try {
            URI address = new URI(text);
            boolean known =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (known && address.getHost() != null && address.getPort() <= 65_535) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new ProbeSyntaxException("its address is none: " + e.getReason() + "; " + ADDRESS);
        }
        throw new ProbeSyntaxException("its address is none: " + ADDRESS);
    }

    private static BuiltInProbe process(String text) throws ProbeSyntaxException {
        Matcher parts = Pattern.compile("(pid-file|matching)\\s+(.+)").matcher(text);
        if (!parts.matches()) {
            throw new ProbeSyntaxException("write 'process pid-file PATH' or 'process matching PATTERN'");
        }
        if (parts.group(1).equals("pid-file")) {
            return new PidFile(parts.group(2));
        }
        try {
            return new CommandLine(Pattern.compile(parts.group(2)));
        } catch (PatternSyntaxException e) {
            throw new ProbeSyntaxException("its pattern is no regular expression: " + e.getDescription());
        }
    }

    private static BuiltInProbe tcp(String text) throws ProbeSyntaxException {
        Matcher parts = Pattern.compile("\\[?([^\\s\\[\\]]+)]?:(\\d{1,5})").matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new ProbeSyntaxException("write 'tcp HOST:PORT', with a port from 1 to 65535");
        }
        return new Tcp(parts.group(1), port);
    }
}
