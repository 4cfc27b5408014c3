package net.roboconf.dm.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.StandBy;

/**
 * Why a request was refused, in the form of RFC 9457.
 *
 * @param type names the kind of problem, one per code
 * @param title what kind of problem this is, for people
 * @param status the HTTP status
 * @param detail what happened to which named thing, and what to do next
 * @param code for scripts; one of a closed list
 * @param diagnostics what is wrong in detail; may be empty
 * @param active where the active Deployment Manager is; null unless this one is its stand-by
 */
record ApiProblem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<Problem> diagnostics,
        @JsonInclude(JsonInclude.Include.NON_NULL) String active) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** The kinds of problems that only HTTP has; those of the Deployment Manager come from {@link ErrorCode}. */
    enum Kind {
        BAD_REQUEST(400, "The request is not well-formed"),
        UNAUTHENTICATED(401, "A login is needed"),
        FORBIDDEN(403, "This is not allowed"),
        METHOD_NOT_ALLOWED(405, "This resource has no such method"),
        NOT_ACCEPTABLE(406, "This resource has no such form"),
        UNSUPPORTED_TYPE(415, "The body has a type that this resource does not take"),
        TOO_MANY_TRIES(429, "Too many wrong logins"),
        INTERNAL(500, "Something went wrong inside the Deployment Manager");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        ApiProblem problem(String detail) {
            return new ApiProblem(type(name()), title, status, detail, name(), List.of(), null);
        }
    }

    static ApiProblem of(ErrorCode code, String detail, List<Problem> diagnostics) {
        return new ApiProblem(type(code.name()), title(code), status(code), detail, code.name(), diagnostics, null);
    }

    static ApiProblem of(StandBy standBy) {
        ErrorCode code = ErrorCode.UNAVAILABLE;
        return new ApiProblem(
                type(code.name()), title(code), status(code), standBy.why(), code.name(), List.of(), standBy.active());
    }

    static ApiProblem of(ManagerException e) {
        return of(e.code(), e.getMessage(), e.problems());
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> 404;
            case CONFLICT, REFUSED_STATE -> 409;
            case INVALID -> 400;
            case TOO_LARGE -> 413;
            case NO_ANSWER -> 504;
            case UNAVAILABLE -> 503;
        };
    }

    private static String title(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> "It does not exist";
            case CONFLICT -> "It exists already, or is in use";
            case INVALID -> "What was sent is not valid";
            case REFUSED_STATE -> "This state cannot be reached";
            case TOO_LARGE -> "What was sent is too large";
            case NO_ANSWER -> "There was no answer in time";
            case UNAVAILABLE -> "The Deployment Manager cannot take requests now";
        };
    }

    private static String type(String code) {
        return "urn:roboconf:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
