package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.plugin.file.internal.ArrivingBody.Arrival;

/**
 * Fetches a file from a URL ({@code http}, {@code https}, {@code file}). It appears at once and whole, under its name with
 * {@value #PART} until then; that part is gone when the download fails.
 */
final class Download {

    static final String PART = ".part";

    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Duration silence;

    /**
     * A way of downloading.
     *
     * @param silence how long a server may send nothing before it is given up, however much time the step has left
     */
    Download(Duration silence) {
        this.silence = silence;
    }

    /**
     * Fetches the file.
     *
     * @param place where it goes; replaced when it exists
     * @return its length in bytes
     * @throws StepFailure with {@link Reason#STEP_TIMEOUT} when the deadline is over before all is there
     */
    long fetch(String url, Path place, Deadline deadline) throws IOException, StepFailure, InterruptedException {
        URI uri = uri(url);
        Path part = place.resolveSibling(place.getFileName() + PART);
        try {
            long bytes =
                    "file".equalsIgnoreCase(uri.getScheme()) ? fetchLocal(uri, part) : fetchRemote(uri, part, deadline);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            return bytes;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A URL as people may see it: without the passwords that are in its user or in its query. */
    static String shown(String url) {
        return url.replaceAll("//[^/?#]*@", "//").replaceAll("[?#].*", "");
    }

    private static URI uri(String url) throws IOException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // The exception's own words have the whole URL in them.
            throw new IOException("'" + shown(url) + "' is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean remote = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        // The host of a file URL would be another machine, on which nothing can be read this way.
        boolean local = scheme.equals("file")
                && (uri.getHost() == null || uri.getHost().equals("localhost"))
                && uri.getPath() != null
                && uri.getPath().startsWith("/");
        if (!remote && !local) {
            throw new IOException("'" + shown(url)
                    + "' cannot be downloaded: write http://HOST/..., https://HOST/... or file:///...");
        }
        return uri;
    }

    private static long fetchLocal(URI uri, Path part) throws IOException, InterruptedException {
        Path file = Path.of(uri.getPath());
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not there, or is not a file");
        }
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(part)) {
            return TreeCopy.pump(in, out);
        }
    }

    private long fetchRemote(URI uri, Path part, Deadline deadline)
            throws IOException, StepFailure, InterruptedException {
        // Its threads end by themselves when it is forgotten; kept, it would hold connections to hosts of recipes.
        HttpClient client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build();
        try (ArrivingBody body = new ArrivingBody()) {
            HttpResponse<ArrivingBody> answer = answer(client, uri, body, deadline);
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(shown(uri.toString()) + " was answered with the status " + answer.statusCode());
            }
            try (WritableByteChannel out = Channels.newChannel(Files.newOutputStream(part))) {
                return write(uri, body, out, deadline);
            }
        }
    }

    private HttpResponse<ArrivingBody> answer(HttpClient client, URI uri, ArrivingBody body, Deadline deadline)
            throws IOException, StepFailure, InterruptedException {
        CompletableFuture<HttpResponse<ArrivingBody>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), head -> body);
        try {
            return answer.get(patience(deadline).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw broken(uri, e.getCause());
        } catch (TimeoutException e) {
            throw late(uri, deadline, 0);
        } finally {
            // Does nothing when it is there.
            answer.cancel(true);
        }
    }

    private long write(URI uri, ArrivingBody body, WritableByteChannel out, Deadline deadline)
            throws IOException, StepFailure, InterruptedException {
        long bytes = 0;
        while (true) {
            if (deadline.isOver()) {
                throw late(uri, deadline, bytes);
            }
            Arrival arrival = body.next(patience(deadline)).orElse(null);
            if (arrival == null) {
                throw late(uri, deadline, bytes);
            } else if (arrival instanceof Arrival.Piece piece) {
                for (ByteBuffer buffer : piece.bytes()) {
                    bytes += buffer.remaining();
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
            } else if (arrival instanceof Arrival.Break end) {
                throw broken(uri, end.cause());
            } else {
                return bytes;
            }
        }
    }

    private Duration patience(Deadline deadline) {
        Duration remaining = deadline.remaining();
        return remaining.compareTo(silence) < 0 ? remaining : silence;
    }

    private static IOException broken(URI uri, Throwable cause) {
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new IOException(shown(uri.toString()) + " could not be had: " + what, cause);
    }

    private StepFailure late(URI uri, Deadline deadline, long bytes) {
        String what = shown(uri.toString()) + " gave " + bytes + " bytes and then ";
        return deadline.isOver()
                ? new StepFailure(Reason.STEP_TIMEOUT, null, what + "the step's time was over.", null)
                : new StepFailure(
                        Reason.STEP_FAILED, null, what + "nothing for " + silence.toMillis() / 1000.0 + " s.", null);
    }
}
