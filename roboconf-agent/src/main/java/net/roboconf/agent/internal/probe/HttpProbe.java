package net.roboconf.agent.internal.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;

/**
 * {@code http ADDRESS expect 200..399 containing "TEXT"}: a server answers a {@code GET}.
 *
 * <p>Each look has a connection of its own: one that is kept would say nothing of a server that accepts no others. A
 * thread that reads from a socket cannot be interrupted, so that the connection is cut when the time is over, whatever the
 * server does with it.
 */
final class HttpProbe implements BuiltInHandler {

    /** So much of a body is searched; pages that tell how a server is are small. */
    private static final int LONGEST_BODY = 256 * 1024;

    private final ScheduledExecutorService timer;

    /** @param timer cuts connections; tasks are short */
    HttpProbe(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public String handler() {
        return "http";
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure {
        BuiltInProbe.Http wanted = (BuiltInProbe.Http) wanted(text);
        String status = wanted.lowest() == wanted.highest()
                ? "status " + wanted.lowest()
                : "a status from " + wanted.lowest() + " to " + wanted.highest();
        AtomicBoolean late = new AtomicBoolean();
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) wanted.address().toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Connection", "close");
            connection.setRequestProperty("User-Agent", "roboconf-probe");
            connection.setConnectTimeout(Limits.millis(context));
            connection.setReadTimeout(Limits.millis(context));
            ScheduledFuture<?> cut = timer.schedule(
                    () -> {
                        late.set(true);
                        connection.disconnect();
                    },
                    Limits.millis(context),
                    TimeUnit.MILLISECONDS);
            try {
                look(wanted, status, connection);
            } finally {
                cut.cancel(false);
                connection.disconnect();
            }
        } catch (UnknownHostException e) {
            throw new ProbeFailure(status, "that no host has this name");
        } catch (IOException e) {
            throw new ProbeFailure(
                    status,
                    late.get() || e instanceof SocketTimeoutException
                            ? "no whole answer within " + context.timeLimit().toMillis() + " ms"
                            : "'" + e.getMessage() + "'");
        }
    }

    private static void look(BuiltInProbe.Http wanted, String status, HttpURLConnection connection)
            throws IOException, ProbeFailure {
        int code = connection.getResponseCode();
        if (code < wanted.lowest() || code > wanted.highest()) {
            throw new ProbeFailure(status, code < 0 ? "an answer that is no HTTP" : "status " + code);
        }
        if (wanted.containing().isPresent()) {
            String searched = wanted.containing().get();
            String body = body(connection);
            if (!body.contains(searched)) {
                String begin = body.strip().replaceAll("\\s+", " ");
                throw new ProbeFailure(
                        "an answer that contains \"" + searched + "\"",
                        begin.isEmpty()
                                ? "an empty one"
                                : "one that begins with \"" + begin.substring(0, Math.min(80, begin.length())) + "\"");
            }
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        InputStream body =
                connection.getErrorStream() == null ? connection.getInputStream() : connection.getErrorStream();
        return new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }
}
