package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.core.target.kit.Retry.Busy;

/**
 * Sends requests to one end point of the Resource Manager, with a token, paced and repeated. A token goes to no other host,
 * wherever an answer may point. Thread-safe.
 */
final class ArmClient {

    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
    private static final int MOST_PAGES = 1_000;
    private static final int UNAUTHORIZED = 401;

    /** Another request is at work on the same thing, or on what it needs. */
    private static final Set<String> BUSY = Set.of(
            "AnotherOperationInProgress",
            "RetryableError",
            "RetryableErrorDueToAnotherOperation",
            "ReferencedResourceNotProvisioned",
            "ConflictingConcurrentWriteNotAllowed",
            "TooManyRequests",
            "SubscriptionRequestsThrottled");

    private final HttpClient http;
    private final Tokens tokens;
    private final URI endpoint;
    private final Credentials credentials;
    private final RequestRate rate;
    private final Retry retry;

    ArmClient(HttpClient http, Tokens tokens, AzureDefinition definition, RequestRate rate, Retry retry) {
        this.http = http;
        this.tokens = tokens;
        this.endpoint = definition.endpoint();
        this.credentials = definition.credentials();
        this.rate = rate;
        this.retry = retry;
    }

    /** Sends a request until it is answered. */
    Answer call(ArmCall call) throws ArmRefusal, TargetException, InterruptedException {
        Attempts attempts = new Attempts(call);
        Answer answer = retry.call(attempts::send);
        if (answer == null) {
            throw attempts.refusal;
        }
        return answer;
    }

    /** What is there; empty when nothing is. */
    Optional<Answer> find(ArmCall call) throws ArmRefusal, TargetException, InterruptedException {
        try {
            return Optional.of(call(call));
        } catch (ArmRefusal e) {
            // A subscription that is not found says nothing of what is in it.
            if (e.isNotFound() && !e.code().startsWith("Subscription")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** All items of an answer that comes in pages. */
    List<JsonNode> list(ArmCall call) throws ArmRefusal, TargetException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        ArmCall next = call;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode body = call(next).body();
            // Images of the market place come without a frame.
            (body.isArray() ? body : body.path("value")).forEach(items::add);
            String link = body.path("nextLink").asText("");
            if (link.isEmpty()) {
                return items;
            }
            try {
                next = ArmCall.get(URI.create(link));
            } catch (IllegalArgumentException e) {
                throw new TargetException(
                        "Azure answers " + call + " with a next page that is no address: " + e.getMessage(), true, e);
            }
        }
        throw TargetException.refused("Azure answers " + call + " with more than " + MOST_PAGES + " pages.");
    }

    /** Whether this is the host that is asked, or one of its own. */
    boolean isOurs(URI address) {
        if (!address.isAbsolute()) {
            return true;
        }
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        String own = endpoint.getHost().toLowerCase(Locale.ROOT);
        return endpoint.getScheme().equals(address.getScheme())
                && (host.equals(own) && address.getPort() == endpoint.getPort() || host.endsWith("." + own));
    }

    /** The attempts of one request. */
    private final class Attempts {

        private final ArmCall call;
        private boolean doubt;
        private boolean renewed;
        private ArmRefusal refusal;

        private Attempts(ArmCall call) {
            this.call = call;
        }

        /** Null when Azure refuses for good. */
        private Answer send() throws Busy, TargetException, InterruptedException {
            if (!isOurs(call.address())) {
                throw TargetException.refused("Azure points from " + endpoint + " to "
                        + call.address().getHost() + ", which gets no token. Check azure.endpoint.");
            }
            while (true) {
                String token = tokens.token(http, credentials, endpoint.toString());
                HttpResponse<String> response = send(token);
                if (response.statusCode() == UNAUTHORIZED && !renewed) {
                    renewed = true;
                    tokens.forget(credentials, endpoint.toString(), token);
                    continue;
                }
                return response.statusCode() < 300 ? answer(response) : error(response);
            }
        }

        private HttpResponse<String> send(String token) throws Busy, InterruptedException {
            rate.await();
            try {
                return http.send(request(token), HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new Busy(unreachable(e), null, e);
            } catch (IOException e) {
                throw withoutAnswer(unreachable(e), null, e);
            }
        }

        private HttpRequest request(String token) {
            URI address =
                    call.address().isAbsolute() ? call.address() : URI.create(endpoint.toString() + call.address());
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(ANSWERS_WITHIN)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json");
            if (call.body().isPresent()) {
                request.header("Content-Type", "application/json");
            }
            return request.method(
                            call.method(),
                            call.body()
                                    .map(body -> HttpRequest.BodyPublishers.ofString(body.toString()))
                                    .orElseGet(HttpRequest.BodyPublishers::noBody))
                    .build();
        }

        private Answer answer(HttpResponse<String> response) throws Busy {
            Answer answer = Answer.of(response);
            if (!response.body().isBlank() && answer.body().isMissingNode()) {
                throw withoutAnswer("What answers at " + endpoint + " is not Azure: it answers no JSON.", null, null);
            }
            return answer;
        }

        private Answer error(HttpResponse<String> response) throws Busy {
            JsonNode body = Answer.json(response.body());
            int status = response.statusCode();
            String told = Answer.error(body).path("code").asText("");
            String code = told.isEmpty() ? "HTTP " + status : told;
            String words = credentials.hiddenIn(Answer.words(body, ""));
            String said = "Azure answers " + call + " with " + code + (words.isEmpty() ? "" : ": " + words);
            Duration after = Answer.retryAfter(response);
            if (status == 429 || status == 503 || BUSY.contains(code)) {
                throw new Busy(said, after, null);
            }
            if (status >= 500 || status == 408) {
                throw withoutAnswer(said, after, null);
            }
            refusal = new ArmRefusal(call.toString(), status, code, words, doubt);
            return null;
        }

        /** Nobody knows whether the request had its effect. */
        private Busy withoutAnswer(String message, Duration after, Exception cause) {
            doubt = true;
            return new Busy(message, after, cause);
        }
    }

    private String unreachable(IOException e) {
        return "Azure does not answer at " + endpoint + ": " + credentials.hiddenIn(Answer.why(e))
                + ". Check azure.endpoint and this host's network.";
    }
}
