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

    private static final int LONGEST_SHOWN = 80;

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
        AtomicBoolean late = new AtomicBoolean();
        String seen;
        try {
            seen = look(wanted, context, late);
        } catch (UnknownHostException e) {
            seen = "that no host has this name";
        } catch (SocketTimeoutException e) {
            late.set(true);
            seen = "";
        } catch (IOException e) {
            seen = "'" + e.getMessage() + "'";
        }
        // Whoever reads from a connection that is cut may take what came for all there is.
        if (late.get()) {
            seen = "no whole answer within " + context.timeLimit().toMillis() + " ms";
        }
        if (!seen.isEmpty()) {
            throw new ProbeFailure(status(wanted), seen);
        }
    }

    private static String status(BuiltInProbe.Http wanted) {
        String status = wanted.lowest() == wanted.highest()
                ? "status " + wanted.lowest()
                : "a status from " + wanted.lowest() + " to " + wanted.highest();
        return wanted.containing()
                .map(text -> status + " and an answer that contains \"" + text + "\"")
                .orElse(status);
    }

    /** What is wrong; empty when nothing is. */
    private String look(BuiltInProbe.Http wanted, StepContext context, AtomicBoolean late) throws IOException {
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
            int code = connection.getResponseCode();
            if (code < wanted.lowest() || code > wanted.highest()) {
                return code < 0 ? "an answer that is no HTTP" : "status " + code;
            }
            return wanted.containing().isPresent() ? missing(wanted.containing().get(), body(connection)) : "";
        } finally {
            cut.cancel(false);
            connection.disconnect();
        }
    }

    private static String missing(String searched, String body) {
        if (body.contains(searched)) {
            return "";
        }
        String begin = body.strip().replaceAll("\\s+", " ");
        return begin.isEmpty()
                ? "an empty one"
                : "one that begins with \"" + begin.substring(0, Math.min(LONGEST_SHOWN, begin.length())) + "\"";
    }

    private static String body(HttpURLConnection connection) throws IOException {
        InputStream body =
                connection.getErrorStream() == null ? connection.getInputStream() : connection.getErrorStream();
        return new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }
}
