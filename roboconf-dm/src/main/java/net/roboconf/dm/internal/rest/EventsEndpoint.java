package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.Lookup;
import net.roboconf.dm.internal.json.EventJson;
import net.roboconf.dm.internal.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events as a stream of server-sent events.
 *
 * <p>Each client holds a thread of the HTTP service while it listens, which is why their number is limited. In return
 * nothing here depends on how a service does asynchronous output: a client that does not read blocks its own thread alone,
 * until the service's write time-out ends it.
 */
final class EventsEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(EventsEndpoint.class);

    /** Clients are people and scripts; the HTTP service has 200 threads. */
    static final int CLIENTS = 64;

    /** A thousand instances that are started at once, and some air. */
    private static final int WAITING = 4096;

    private final Manager manager;
    private final Lookup lookup;
    private final Json json;
    private final Duration heartbeat;
    private final Set<EventQueue> clients = new HashSet<>();
    private boolean closed;

    /** @param heartbeat after this time without an event a comment is sent, so that both sides see a dead connection */
    EventsEndpoint(Manager manager, Lookup lookup, Json json, Duration heartbeat) {
        this.manager = manager;
        this.lookup = lookup;
        this.json = json;
        this.heartbeat = heartbeat;
    }

    /** Answers until the client goes, is too slow, or this endpoint is closed. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws Doorkeeper.TurnedAway {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            throw new Doorkeeper.TurnedAway(ApiProblem.Kind.METHOD_NOT_ALLOWED.problem(
                    request.getMethod() + " " + request.getRequestURI() + ": events can only be read, with GET."));
        }
        Map<String, String> query = query(request.getQueryString());
        String application = query.get("application");
        if (application != null) {
            lookup.application(application);
        }
        long after = after(request.getHeader("Last-Event-ID"), query.get("after"));
        EventQueue queue = enter(application);
        EventSubscription subscription = null;
        try {
            subscription = manager.subscribe(after, queue);
            response.setContentType("text/event-stream;charset=UTF-8");
            // A proxy that buffers would make a stream of events a heap of old news.
            response.setHeader("X-Accel-Buffering", "no");
            stream(queue, response.getOutputStream());
        } catch (IOException e) {
            // Clients come and go; that is how a stream ends.
            LOG.debug("A client of the events has gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(queue);
            if (subscription != null) {
                subscription.close();
            }
        }
    }

    private void stream(EventQueue queue, OutputStream out) throws IOException, InterruptedException {
        send(out, "retry: 1000\n: connected\n\n");
        for (List<ManagerEvent> events = queue.take(heartbeat); events != null; events = queue.take(heartbeat)) {
            StringBuilder text = new StringBuilder();
            for (ManagerEvent event : events) {
                text.append("id: ").append(event.id()).append('\n');
                text.append("event: ").append(event.kind()).append('\n');
                text.append("data: ").append(json.text(EventJson.of(event))).append("\n\n");
            }
            send(out, events.isEmpty() ? ": still here\n\n" : text.toString());
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized EventQueue enter(String application) {
        if (closed || clients.size() >= CLIENTS) {
            throw new ManagerException(
                    ErrorCode.UNAVAILABLE,
                    closed
                            ? "The Deployment Manager is stopping."
                            : CLIENTS + " clients listen to events already, which is the limit. Try again later.");
        }
        EventQueue queue = new EventQueue(application, WAITING);
        clients.add(queue);
        return queue;
    }

    private synchronized void leave(EventQueue queue) {
        clients.remove(queue);
    }

    /** Ends all streams and takes no more clients. */
    synchronized void close() {
        closed = true;
        clients.forEach(EventQueue::end);
    }

    private static long after(String header, String query) {
        String text = header != null && !header.isBlank() ? header.strip() : query;
        if (text == null) {
            return Long.MAX_VALUE;
        }
        try {
            long after = Long.parseLong(text);
            if (after >= 0) {
                return after;
            }
        } catch (NumberFormatException e) {
            // told below, like a negative number
        }
        throw new ManagerException(
                ErrorCode.INVALID,
                "'" + text
                        + "' is not the number of an event. The header Last-Event-ID, or the query parameter 'after', is"
                        + " the last number that you have seen; 0 asks for all that are kept.");
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            if (!name.equals("application") && !name.equals("after")) {
                throw new ManagerException(
                        ErrorCode.INVALID,
                        "There is no query parameter '" + name + "' here; there are: after, application.");
            }
            query.put(name, parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
