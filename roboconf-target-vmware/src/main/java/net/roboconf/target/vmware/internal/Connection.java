package net.roboconf.target.vmware.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.core.target.kit.Retry.Busy;

/**
 * Calls methods of one vCenter for one user: logged in once for all, and again when the session is over; paced and repeated.
 * Thread-safe.
 */
final class Connection {

    /** Understood by all of vSphere 6.5 and newer. */
    private static final String VERSION = "urn:vim25/6.5";

    private static final String NOT_AUTHENTICATED = "NotAuthenticated";
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    /** Not {@link HttpURLConnection}'s, which has no name for it. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final Access access;
    private final RequestRate rate;
    private final Retry retry;
    private final HttpClient http;
    private volatile Session session;

    Connection(Access access, RequestRate rate, Retry retry) {
        this.access = access;
        this.rate = rate;
        this.retry = retry;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECTS_WITHIN)
                .sslContext(Trust.of(access))
                .build();
    }

    /**
     * A session.
     *
     * @param cookie by which vCenter knows it
     * @param content where everything begins
     */
    private record Session(String cookie, Answer content) {}

    /** One of the services that vCenter names, such as {@code searchIndex}. */
    Reference service(String name) throws Refusal, TargetException, InterruptedException {
        return session().content().reference(name).orElseThrow(() -> isNoVcenter(name));
    }

    /** What vCenter says about itself, such as {@code apiType}. */
    String about(String name) throws Refusal, TargetException, InterruptedException {
        return session().content().text("about/" + name);
    }

    private TargetException isNoVcenter(String lacks) {
        return TargetException.refused("What answers at " + access.url() + " has no " + lacks
                + ": is it a vCenter? Check " + VmwareDefinition.URL + ".");
    }

    /** Calls until it is answered. */
    Answer call(Call call) throws Refusal, TargetException, InterruptedException {
        Session with = session();
        try {
            return new Attempts(call, with.cookie()).untilAnswered();
        } catch (Refusal e) {
            if (!e.is(NOT_AUTHENTICATED)) {
                throw e;
            }
        }
        forget(with);
        return new Attempts(call, session().cookie()).untilAnswered();
    }

    private Session session() throws Refusal, TargetException, InterruptedException {
        Session now = session;
        return now == null ? login() : now;
    }

    /** One logs in, and the others wait for it. */
    private synchronized Session login() throws Refusal, TargetException, InterruptedException {
        if (session == null) {
            Answer content = new Attempts(
                            Call.repeatable("RetrieveServiceContent", Reference.SERVICE_INSTANCE, none -> {}), null)
                    .untilAnswered()
                    .at("returnval")
                    .orElseThrow(() -> isNoVcenter("content"));
            Reference manager = content.reference("sessionManager").orElseThrow(() -> isNoVcenter("sessionManager"));
            Attempts login = new Attempts(
                    Call.repeatable("Login", manager, who -> who.text("userName", access.user())
                            .text("password", access.password())),
                    null);
            login.untilAnswered();
            session = new Session(login.cookie.orElseThrow(() -> isNoVcenter("session")), content);
        }
        return session;
    }

    private synchronized void forget(Session over) {
        if (session == over) {
            session = null;
        }
    }

    /** Ends the session, if there is one: a vCenter has room for so many. What does not succeed ends by itself. */
    synchronized Optional<String> logout() throws InterruptedException {
        Session over = session;
        session = null;
        if (over == null) {
            return Optional.empty();
        }
        try {
            Reference manager = over.content().reference("sessionManager").orElseThrow();
            String body = Fields.envelope("Logout", manager, none -> {});
            HttpResponse<String> answer =
                    http.send(request(body, over.cookie(), ENDS_WITHIN), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == HttpURLConnection.HTTP_OK
                    ? Optional.empty()
                    : Optional.of("HTTP " + answer.statusCode());
        } catch (IOException | TargetException e) {
            return Optional.of(access.hiddenIn(String.valueOf(e.getMessage())));
        }
    }

    private HttpRequest request(String body, String cookie, Duration within) {
        HttpRequest.Builder request = HttpRequest.newBuilder(access.url())
                .timeout(within)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"" + VERSION + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return request.build();
    }

    /** The attempts of one call. */
    private final class Attempts {

        private final Call call;
        private final String with;
        private Optional<String> cookie = Optional.empty();
        private boolean doubt;
        private Refusal refusal;

        private Attempts(Call call, String with) {
            this.call = call;
            this.with = with;
        }

        private Answer untilAnswered() throws Refusal, TargetException, InterruptedException {
            Answer answer = retry.call(this::send);
            if (answer == null) {
                throw refusal;
            }
            return answer;
        }

        /** Null when vCenter refuses for good. */
        private Answer send() throws Busy, TargetException, InterruptedException {
            rate.await();
            String body = Fields.envelope(call.method(), call.on(), call.arguments());
            HttpResponse<String> response;
            try {
                response = http.send(request(body, with, ANSWERS_WITHIN), HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new Busy(unreachable(e), null, e);
            } catch (IOException e) {
                Optional<CertificateException> certificate = certificate(e);
                if (certificate.isPresent()) {
                    throw new TargetException(untrusted(certificate.get()), doubt, e);
                }
                throw withoutAnswer(unreachable(e), null, e);
            }
            return read(response);
        }

        private Answer read(HttpResponse<String> response) throws Busy, TargetException {
            int status = response.statusCode();
            Answer answer = null;
            String why = "HTTP " + status;
            if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_INTERNAL_ERROR) {
                try {
                    answer = Answer.parse(response.body());
                } catch (IOException e) {
                    why += ", " + e.getMessage();
                }
            }
            if (answer != null && answer.name().equals("Fault")) {
                return refused(answer);
            }
            if (answer != null && status == HttpURLConnection.HTTP_OK) {
                Optional<Answer> lost = unauthenticated(answer);
                cookie = response.headers().firstValue("Set-Cookie").map(one -> one.split(";")[0].strip());
                return lost.isPresent() ? refused(NOT_AUTHENTICATED, "", "") : answer;
            }
            String said = "vCenter at " + access.url() + " answers " + call + " with " + access.hiddenIn(why);
            if (status == HttpURLConnection.HTTP_UNAVAILABLE || status == TOO_MANY_REQUESTS) {
                throw new Busy(said, retryAfter(response), null);
            }
            if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw withoutAnswer(said, retryAfter(response), null);
            }
            throw new TargetException(
                    "What answers at " + access.url() + " is not vSphere (" + access.hiddenIn(why) + "). Check "
                            + VmwareDefinition.URL + ", such as https://vcenter.example.org/sdk.",
                    doubt,
                    null);
        }

        /** Properties that are held back because the session is over. */
        private Optional<Answer> unauthenticated(Answer answer) {
            return answer.at("returnval").stream()
                    .flatMap(result -> result.all("objects").stream())
                    .flatMap(object -> object.all("missingSet").stream())
                    .flatMap(missing -> missing.at("fault/fault").stream())
                    .filter(fault -> fault.type().equals(NOT_AUTHENTICATED))
                    .findFirst();
        }

        private Answer refused(Answer fault) {
            Optional<Answer> detail =
                    fault.at("detail").flatMap(one -> one.children().stream().findFirst());
            String type = detail.map(Answer::type)
                    .filter(one -> !one.isEmpty())
                    .or(() -> detail.map(one -> one.name().replaceAll("Fault$", "")))
                    .orElse(fault.text("faultcode"));
            return refused(
                    type,
                    fault.text("faultstring"),
                    detail.map(one -> one.text("privilegeId")).orElse(""));
        }

        private Answer refused(String type, String words, String privilege) {
            refusal = new Refusal(call.method(), type, access.hiddenIn(words), privilege, doubt);
            return null;
        }

        /** Nobody knows whether the call had its effect. */
        private Busy withoutAnswer(String message, Duration after, Exception cause) throws TargetException {
            doubt = true;
            if (!call.isRepeatable()) {
                throw TargetException.unsure(message, cause);
            }
            return new Busy(message, after, cause);
        }
    }

    private String unreachable(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return "vCenter does not answer at " + access.url() + ": " + access.hiddenIn(why) + ". Check "
                + VmwareDefinition.URL + " and this host's network.";
    }

    private String untrusted(CertificateException e) {
        return "The certificate of vCenter at " + access.url() + " is not trusted: " + e.getMessage()
                + ". Write the SHA-256"
                + " of the right certificate into " + VmwareDefinition.THUMBPRINT
                + ", or have the JVM of the Deployment Manager trust who signed it.";
    }

    private static Optional<CertificateException> certificate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException certificate) {
                return Optional.of(certificate);
            }
        }
        return Optional.empty();
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
