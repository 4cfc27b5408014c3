package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.WebApplicationException;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.json.Json;
import net.roboconf.dm.internal.json.MalformedJsonException;
import org.apache.cxf.interceptor.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer for people of whatever was thrown. */
final class ProblemTeller {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemTeller.class);

    private final Json json;

    ProblemTeller(Json json) {
        this.json = json;
    }

    /** What to answer. What nobody has foreseen is logged in full and told by a number only. */
    ApiProblem explain(Throwable thrown, HttpServletRequest request) {
        Throwable e = thrown;
        while ((e instanceof CompletionException || e instanceof ExecutionException) && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof ManagerException refused) {
            return ApiProblem.of(refused);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException) {
                return ApiProblem.of(ErrorCode.TOO_LARGE, cause.getMessage(), List.of());
            }
            if (cause instanceof MalformedJsonException) {
                return ApiProblem.of(ErrorCode.INVALID, cause.getMessage(), List.of());
            }
        }
        if (e instanceof WebApplicationException http) {
            return explainHttp(http, request);
        }
        if (e instanceof Fault && String.valueOf(request.getContentType()).startsWith("multipart/")) {
            return ApiProblem.Kind.BAD_REQUEST.problem(
                    "The body is not a well-formed multipart form: " + e.getMessage());
        }
        return unforeseen(e, request);
    }

    private ApiProblem explainHttp(WebApplicationException e, HttpServletRequest request) {
        String what = request.getMethod() + " " + request.getRequestURI();
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 400 -> ApiProblem.Kind.BAD_REQUEST.problem(what + ": the request is not well-formed.");
            case 404 -> nothingAt(request);
            case 405 ->
                ApiProblem.Kind.METHOD_NOT_ALLOWED.problem(
                        what + ": the method is not one of this resource; the header Allow says which are.");
            case 406 ->
                ApiProblem.Kind.NOT_ACCEPTABLE.problem(what + ": there is no answer of the type "
                        + request.getHeader("Accept") + ". Most resources answer with application/json.");
            case 415 ->
                ApiProblem.Kind.UNSUPPORTED_TYPE.problem(
                        what + ": a body of the type " + request.getContentType() + " is not taken. "
                                + "Send JSON with the header Content-Type: application/json, a template as application/zip or as the part"
                                + " 'file' of multipart/form-data.");
            default -> unforeseen(e, request);
        };
    }

    ApiProblem nothingAt(HttpServletRequest request) {
        return ApiProblem.of(
                ErrorCode.NOT_FOUND,
                "There is nothing at " + request.getRequestURI() + ". GET " + ApiServlet.BASE + " lists what there is.",
                List.of());
    }

    private static ApiProblem unforeseen(Throwable e, HttpServletRequest request) {
        String number = UUID.randomUUID().toString();
        LOG.error("Error {} while answering {} {}", number, request.getMethod(), request.getRequestURI(), e);
        return ApiProblem.Kind.INTERNAL.problem(
                "This is a defect. The log of the Deployment Manager has more under the number " + number + ".");
    }

    /** Answers a problem, when nothing was answered yet. */
    void answer(ApiProblem problem, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        if (problem.status() == 503 && !response.containsHeader("Retry-After")) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentType(ApiProblem.MEDIA_TYPE);
        json.write(problem, response.getOutputStream());
    }
}
