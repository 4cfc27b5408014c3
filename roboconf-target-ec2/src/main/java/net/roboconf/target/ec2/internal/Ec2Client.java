package net.roboconf.target.ec2.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.core.target.kit.Retry.Busy;

/**
 * Sends requests to one end point of EC2 for one account, signed, paced and repeated. Thread-safe.
 *
 * <p>These are requests of our own over {@link HttpClient}. The connections of {@link java.net.HttpURLConnection}, which
 * libraries use, silently send a POST a second time when the first was not answered: two machines, were it not for the token,
 * and two addresses, which have none.
 */
final class Ec2Client {

    /** What EC2 has not begun by then it does not begin. */
    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private static final int MOST_PAGES = 1_000;

    private static final Set<String> BUSY = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "RequestThrottled",
            "EC2ThrottledException",
            "BandwidthLimitExceeded",
            "SnapshotCreationPerVolumeRateExceeded");

    /** The service failed, and perhaps in the middle of the work. */
    private static final Set<String> FAILED =
            Set.of("InternalError", "InternalFailure", "Unavailable", "ServiceUnavailable", "Server.InternalError");

    private final HttpClient http;
    private final URI endpoint;
    private final Credentials credentials;
    private final SignatureV4 signature;
    private final RequestRate rate;
    private final Retry retry;
    private final Clock clock;

    Ec2Client(HttpClient http, Ec2Definition definition, RequestRate rate, Retry retry, Clock clock) {
        this.http = http;
        this.endpoint = definition.endpoint();
        this.credentials = definition.credentials();
        this.signature = new SignatureV4(definition.credentials(), definition.region());
        this.rate = rate;
        this.retry = retry;
        this.clock = clock;
    }

    /** Sends a request until it is answered. */
    Answer call(Ec2Call call) throws Ec2Refusal, TargetException, InterruptedException {
        Attempts attempts = new Attempts(call);
        Answer answer = retry.call(attempts::send);
        if (answer == null) {
            throw attempts.refusal;
        }
        return answer;
    }

    /** All items of an answer that comes in pages. */
    List<Answer> list(Ec2Call call, String set) throws Ec2Refusal, TargetException, InterruptedException {
        List<Answer> items = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = call(call);
            items.addAll(answer.items(set));
            String next = answer.text("nextToken");
            if (next.isEmpty()) {
                return items;
            }
            call.with("NextToken", next);
        }
        throw TargetException.refused("EC2 answers " + call + " with more than " + MOST_PAGES + " pages.");
    }

    /** The attempts of one request. */
    private final class Attempts {

        private final Ec2Call call;
        private boolean doubt;
        private Ec2Refusal refusal;

        private Attempts(Ec2Call call) {
            this.call = call;
        }

        /** Null when EC2 refuses for good. */
        private Answer send() throws Busy, TargetException, InterruptedException {
            rate.await();
            HttpResponse<String> response;
            try {
                response = http.send(request(), HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new Busy(unreachable(e), null, e);
            } catch (IOException e) {
                throw withoutAnswer(unreachable(e), null, e);
            }
            return response.statusCode() == 200 ? answer(response) : error(response);
        }

        private HttpRequest request() {
            String body = call.form();
            String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                    .timeout(ANSWERS_WITHIN)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            signature.headers(host(), path, body, clock.instant()).forEach(request::header);
            return request.build();
        }

        private Answer answer(HttpResponse<String> response) throws Busy, TargetException {
            try {
                return Answer.parse(response.body());
            } catch (IOException e) {
                throw withoutAnswer("What answers at " + endpoint + " is not EC2: " + e.getMessage(), null, e);
            }
        }

        private Answer error(HttpResponse<String> response) throws Busy, TargetException {
            String code;
            String words;
            try {
                Answer error = Answer.parse(response.body());
                code = error.text("Errors/Error/Code");
                words = credentials.hiddenIn(error.text("Errors/Error/Message"));
            } catch (IOException e) {
                code = "";
                words = "";
            }
            Duration after = retryAfter(response);
            String said = "EC2 answers " + call + " with "
                    + (code.isEmpty() ? "HTTP " + response.statusCode() : code + ": " + words);
            // 503 is throttling whatever it is called; 429 is what others answer who offer the same API.
            if (BUSY.contains(code) || response.statusCode() == 503 || response.statusCode() == 429) {
                throw new Busy(said, after, null);
            }
            if (FAILED.contains(code) || code.isEmpty() && response.statusCode() >= 500) {
                throw withoutAnswer(said, after, null);
            }
            refusal = new Ec2Refusal(
                    call.action(), code.isEmpty() ? "HTTP " + response.statusCode() : code, words, doubt);
            return null;
        }

        /** Nobody knows whether the request had its effect. */
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
        return "EC2 does not answer at " + endpoint + ": " + credentials.hiddenIn(why)
                + ". Check ec2.endpoint and this host's network.";
    }

    private String host() {
        int own = endpoint.getScheme().equals("https") ? 443 : 80;
        int port = endpoint.getPort();
        return port == -1 || port == own ? endpoint.getHost() : endpoint.getHost() + ":" + port;
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
