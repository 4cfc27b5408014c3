package net.roboconf.dm.internal.rest;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;

/** Answers what a resource, or the JAX-RS library on the way to it, has thrown. */
@Provider
public final class ThrownToProblem implements ExceptionMapper<Throwable> {

    private final ProblemTeller problems;

    @Context
    private HttpServletRequest request;

    ThrownToProblem(ProblemTeller problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        return answer(problems, thrown, request);
    }

    private static Response answer(ProblemTeller problems, Throwable thrown, HttpServletRequest request) {
        ApiProblem problem = problems.explain(thrown, request);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(ApiProblem.MEDIA_TYPE).entity(problem);
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        if (thrown instanceof WebApplicationException http
                && http.getResponse().getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, http.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    /** The same for what the library throws itself; without it, its own mapper would be nearer. */
    @Provider
    public static final class OfHttp implements ExceptionMapper<WebApplicationException> {

        private final ProblemTeller problems;

        @Context
        private HttpServletRequest request;

        OfHttp(ProblemTeller problems) {
            this.problems = problems;
        }

        @Override
        public Response toResponse(WebApplicationException thrown) {
            return answer(problems, thrown, request);
        }
    }
}
