package net.roboconf.dm.internal.rest;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.internal.login.Login;
import net.roboconf.dm.internal.login.LoginThrottle;
import net.roboconf.dm.internal.login.Person;
import net.roboconf.dm.internal.login.RealmUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a request before anything else does: who it comes from, and whether it tries what no client of ours does. Safe
 * for use by many threads.
 */
final class Doorkeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /** Methods that change nothing. */
    static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Login login;
    private final LoginThrottle throttle;

    Doorkeeper(Login login, LoginThrottle throttle) {
        this.login = login;
        this.throttle = throttle;
    }

    /** A request was turned away; headers that belong to the answer are set already. */
    static final class TurnedAway extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ApiProblem problem;

        TurnedAway(ApiProblem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        ApiProblem problem() {
            return problem;
        }
    }

    /**
     * Refuses what the JAX-RS library would take as another method or type than the request line says: with it, a link
     * could delete. Refuses changes that a page of another site sends with the login that a browser remembers.
     */
    void refuseTricks(HttpServletRequest request) throws TurnedAway {
        if (request.getHeader("X-HTTP-Method-Override") != null) {
            throw new TurnedAway(ApiProblem.Kind.BAD_REQUEST.problem(
                    "The header X-HTTP-Method-Override is not taken; send the method itself."));
        }
        String query = request.getQueryString();
        if (query != null) {
            for (String pair : query.split("[&;]")) {
                if (decoded(pair).startsWith("_")) {
                    throw new TurnedAway(ApiProblem.Kind.BAD_REQUEST.problem(
                            "There is no query parameter that begins with an underscore: " + pair));
                }
            }
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !READING.contains(request.getMethod()) && !isOwn(origin, request)) {
            throw new TurnedAway(ApiProblem.Kind.FORBIDDEN.problem(
                    "Changes are not taken from pages of another site (" + origin + ")."));
        }
    }

    private static String decoded(String text) throws TurnedAway {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TurnedAway(
                    ApiProblem.Kind.BAD_REQUEST.problem("The query is not encoded as a URL demands: " + text));
        }
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Who sends this request. */
    Person identify(HttpServletRequest request, HttpServletResponse response) throws TurnedAway {
        String[] given = basic(request.getHeader("Authorization"));
        if (given == null) {
            throw challenge(
                    response,
                    "Send a user name and a password by HTTP Basic authentication, with curl: -u USER. "
                            + "The first login is in the file that the log of the Deployment Manager names.");
        }
        String user = given[0];
        String address = request.getRemoteAddr();
        Duration wait = throttle.waitFor(user, address);
        if (!wait.isZero()) {
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            response.setHeader("Retry-After", Long.toString(seconds));
            throw new TurnedAway(ApiProblem.Kind.TOO_MANY_TRIES.problem(
                    "Too many wrong logins as '" + user + "'. Try again in " + seconds + " s."));
        }
        try {
            Optional<Person> person = login.check(user, given[1]);
            if (person.isPresent()) {
                throttle.succeeded(user, address);
                return person.get();
            }
        } catch (RealmUnavailableException e) {
            response.setHeader("Retry-After", "1");
            throw new TurnedAway(ApiProblem.of(ErrorCode.UNAVAILABLE, e.getMessage(), List.of()));
        }
        throttle.failed(user, address);
        LOG.info("Wrong login as '{}' from {}", printable(user), address);
        throw challenge(response, "The user name or the password is wrong.");
    }

    private static TurnedAway challenge(HttpServletResponse response, String detail) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Roboconf\", charset=\"UTF-8\"");
        return new TurnedAway(ApiProblem.Kind.UNAUTHENTICATED.problem(detail));
    }

    /** User name and password; null when the header holds none. */
    private static String[] basic(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String text =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 1 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What a stranger sends must not write lines of its own into the log. */
    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 64 ? clean.substring(0, 64) + "…" : clean;
    }
}
