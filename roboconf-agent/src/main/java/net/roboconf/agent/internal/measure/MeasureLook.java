package net.roboconf.agent.internal.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.probes.BuiltInMeasure;

/** Looks once for what a measure of Roboconf's own handlers is about. Blocks for its time limit at most. */
final class MeasureLook {

    /** What one answer may have; more is left out. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final Path work;
    private final Duration limit;
    private final ScheduledExecutorService timer;

    /**
     * Prepares.
     *
     * @param work the folder that paths are relative to
     * @param limit for whoever has to answer
     * @param timer cuts connections; tasks are short
     */
    MeasureLook(Path work, Duration limit, ScheduledExecutorService timer) {
        this.work = work;
        this.limit = limit;
        this.timer = timer;
    }

    /**
     * Looks.
     *
     * @return what is to be told; empty when there is nothing
     * @throws IOException when it cannot be seen
     */
    Optional<String> look(BuiltInMeasure measure) throws IOException {
        if (measure instanceof BuiltInMeasure.FileExists file) {
            return exists(work.resolve(file.path()), file.delete());
        } else if (measure instanceof BuiltInMeasure.FileMissing file) {
            Path path = work.resolve(file.path());
            return Files.exists(path) ? Optional.empty() : Optional.of(path + " does not exist");
        } else if (measure instanceof BuiltInMeasure.Rest rest) {
            return rest(rest);
        }
        return Optional.of(nagios((BuiltInMeasure.Nagios) measure));
    }

    private static Optional<String> exists(Path file, boolean delete) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!delete) {
            return Optional.of(file + " exists");
        }
        // Two agents may wait for one file: only the one that deletes it tells.
        return Files.deleteIfExists(file) ? Optional.of(file + " existed, and was deleted") : Optional.empty();
    }

    private Optional<String> rest(BuiltInMeasure.Rest rest) throws IOException {
        String body = get(rest.address());
        Matcher found = Pattern.compile(
                        "\"?" + Pattern.quote(rest.name()) + "\"?\\s*[:=]\\s*(?:\"([^\"]*)\"|([^\\s,}\\]]+))")
                .matcher(body);
        if (!found.find()) {
            throw new IOException(
                    "the answer of " + rest.address() + " has no value with the name '" + rest.name() + "'");
        }
        String value = found.group(1) == null ? found.group(2) : found.group(1);
        return holds(value, rest.operator(), rest.value())
                ? Optional.of(rest.name() + " is " + value + ", and that is " + rest.operator() + " " + rest.value())
                : Optional.empty();
    }

    /** By number where both are numbers; other texts can only be equal. */
    private static boolean holds(String value, String operator, String other) {
        boolean numbers =
                NUMBER.matcher(value).matches() && NUMBER.matcher(other).matches();
        boolean equality = operator.equals("=") || operator.equals("==");
        if (!numbers) {
            return equality && value.equals(other);
        }
        int order = Double.compare(Double.parseDouble(value), Double.parseDouble(other));
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order == 0;
        };
    }

    private String get(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        ScheduledFuture<?> cut = timer.schedule(connection::disconnect, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return new String(connection.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        } finally {
            cut.cancel(false);
            connection.disconnect();
        }
    }

    /** The answer, with the names of the columns before it where the query has them. */
    private String nagios(BuiltInMeasure.Nagios nagios) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(nagios.host(), nagios.port()), (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write((nagios.query() + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8)
                    .stripTrailing();
            return nagios.query()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("columns:"))
                    .findFirst()
                    .map(line -> line.substring("columns:".length()).strip().replace(' ', ';') + "\n" + answer)
                    .orElse(answer);
        }
    }
}
