package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.StandBy;
import net.roboconf.dm.internal.login.Person;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of {@code /api}: asks who a request comes from, limits what it sends, and hands it on. Everything that ends here with
 * an exception is answered as a problem, so that no client ever sees a page or a trace of the container.
 */
final class ApiServlet extends HttpServlet {

    /** Where the servlet is registered. */
    static final String ALIAS = "/api";

    /** Where the resources are. */
    static final String BASE = ALIAS + "/v1";

    private static final long serialVersionUID = 1L;

    /** Who changed what, and what came of it; a logger of its own, so that it can go to a file of its own. */
    private static final Logger AUDIT = LoggerFactory.getLogger("net.roboconf.dm.audit");

    /** More than any JSON that a person or a script has to send. */
    private static final long JSON_LIMIT = 1 << 20;

    /** When to ask a stand-by again, in seconds: about as long as it may take until it is active. */
    private static final String ASK_STAND_BY_AFTER = "5";

    private final transient CXFNonSpringServlet resources;
    private final transient Manager manager;
    private final transient EventsEndpoint events;
    private final transient Doorkeeper doorkeeper;
    private final transient ProblemTeller problems;
    private final transient LongSupplier uploadLimit;

    /** @param uploadLimit how large an archive may be, in bytes; asked for each request */
    ApiServlet(
            Manager manager,
            CXFNonSpringServlet resources,
            EventsEndpoint events,
            Doorkeeper doorkeeper,
            ProblemTeller problems,
            LongSupplier uploadLimit) {
        this.manager = manager;
        this.resources = resources;
        this.events = events;
        this.doorkeeper = doorkeeper;
        this.problems = problems;
        this.uploadLimit = uploadLimit;
    }

    @Override
    public void init() throws ServletException {
        resources.init(getServletConfig());
    }

    @Override
    public void destroy() {
        events.close();
        resources.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        try {
            answer(request, response);
        } catch (Doorkeeper.TurnedAway e) {
            problems.answer(e.problem(), response);
        } catch (IOException | ServletException | RuntimeException e) {
            problems.answer(problems.explain(e, request), response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
            throws Doorkeeper.TurnedAway, ServletException, IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        doorkeeper.refuseTricks(request);
        Person person = path.equals("/v1/health") ? null : doorkeeper.identify(request, response);
        if (!path.equals("/v1") && !path.startsWith("/v1/")) {
            throw new Doorkeeper.TurnedAway(problems.nothingAt(request));
        }
        if (person != null) {
            sendToActive(response);
        }
        long limit = isArchive(path, request.getContentType()) ? uploadLimit.getAsLong() : JSON_LIMIT;
        if (request.getContentLengthLong() > limit) {
            response.setHeader("Connection", "close");
            throw new Doorkeeper.TurnedAway(
                    ApiProblem.of(ErrorCode.TOO_LARGE, new BodyTooLargeException(limit).getMessage(), List.of()));
        }
        HttpServletRequest admitted = new AdmittedRequest(request, person, limit);
        if (path.equals("/v1/events")) {
            events.serve(admitted, response);
        } else {
            resources.service(admitted, response);
            if (person != null && !Doorkeeper.READING.contains(request.getMethod())) {
                AUDIT.info("{} {} {}: {}", person.name(), request.getMethod(), target(request), response.getStatus());
            }
        }
    }

    /** A stand-by says where to go, and nothing else. */
    private void sendToActive(HttpServletResponse response) throws Doorkeeper.TurnedAway {
        Optional<StandBy> standBy = manager.standBy();
        if (standBy.isPresent()) {
            response.setHeader("Retry-After", ASK_STAND_BY_AFTER);
            throw new Doorkeeper.TurnedAway(ApiProblem.of(standBy.get()));
        }
    }

    /** As it came, still encoded: it cannot write lines of its own into the log. */
    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static boolean isArchive(String path, String contentType) {
        boolean json = contentType != null && contentType.startsWith("application/json");
        return path.equals("/v1/templates") || path.equals("/v1/targets") && !json;
    }
}
