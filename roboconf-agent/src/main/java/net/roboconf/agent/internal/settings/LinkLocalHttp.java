package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a metadata service, which is a neighbour on the link: never through a proxy, and nowhere else when it says so. A
 * thread that reads from a socket cannot be interrupted, so that the connection is cut when the time is over, however
 * slowly the service goes on.
 */
final class LinkLocalHttp {

    /** Where the providers that have one have it. */
    static final URI ADDRESS = URI.create("http://169.254.169.254");

    /** More than any provider takes of a user. */
    private static final int LONGEST_BODY = 1 << 20;

    private final URI base;
    private final Patience patience;
    private final ScheduledExecutorService timer;

    LinkLocalHttp(URI base, Patience patience, ScheduledExecutorService timer) {
        this.base = base;
        this.patience = patience;
        this.timer = timer;
    }

    /** What a service said. */
    record Answer(String url, int status, byte[] body) {

        boolean isOk() {
            return status == HttpURLConnection.HTTP_OK;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8).strip();
        }

        /** For people; without the body, in which a secret may be. */
        String outcome() {
            if (isOk()) {
                return url + " gives nothing";
            }
            boolean elsewhere = status / 100 == 3;
            return url + " answers " + status + (elsewhere ? ", and points elsewhere, which is not followed" : "");
        }

        /** The body, when there is one and its status is good. */
        Optional<byte[]> found() {
            return isOk() && body.length > 0 ? Optional.of(body) : Optional.empty();
        }
    }

    String url(String path) {
        return base + path;
    }

    Answer get(String path, Map<String, String> headers) throws NoSettingsException {
        return ask("GET", path, headers);
    }

    /** Without a body. */
    Answer put(String path, Map<String, String> headers) throws NoSettingsException {
        return ask("PUT", path, headers);
    }

    private Answer ask(String method, String path, Map<String, String> headers) throws NoSettingsException {
        String url = url(path);
        AtomicBoolean late = new AtomicBoolean();
        try {
            Answer answer = ask(method, url, headers, late);
            if (!late.get()) {
                return answer;
            }
        } catch (SocketTimeoutException e) {
            throw new NoSettingsException(url + ": no answer within " + seconds(patience.connection()), e);
        } catch (IOException e) {
            if (!late.get()) {
                throw new NoSettingsException(url + ": " + e.getMessage(), e);
            }
        }
        throw new NoSettingsException(url + ": no whole answer within " + seconds(patience.whole()));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private Answer ask(String method, String url, Map<String, String> headers, AtomicBoolean late) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("User-Agent", "roboconf-agent");
        headers.forEach(connection::setRequestProperty);
        connection.setConnectTimeout((int) patience.connection().toMillis());
        ScheduledFuture<?> cut = timer.schedule(
                () -> {
                    late.set(true);
                    connection.disconnect();
                },
                patience.whole().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            if (method.equals("PUT")) {
                // With a fixed length of 0 Java takes a connection that is closed for one that it can use again.
                connection.setDoOutput(true);
                try (OutputStream nothing = connection.getOutputStream()) {
                    nothing.flush();
                }
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("an answer that is no HTTP");
            }
            return new Answer(url, status, status == HttpURLConnection.HTTP_OK ? body(connection) : new byte[0]);
        } finally {
            cut.cancel(false);
            connection.disconnect();
        }
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        long announced = connection.getContentLengthLong();
        try (InputStream in = connection.getInputStream()) {
            byte[] body = in.readNBytes(LONGEST_BODY + 1);
            if (body.length > LONGEST_BODY) {
                throw new IOException("an answer of more than " + LONGEST_BODY + " bytes, which no user-data has");
            }
            if (announced >= 0 && body.length != announced) {
                throw new IOException(
                        "an answer that was cut off after " + body.length + " of " + announced + " bytes");
            }
            return body;
        }
    }
}
