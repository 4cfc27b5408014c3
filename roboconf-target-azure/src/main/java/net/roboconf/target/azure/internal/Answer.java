package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What Azure answers when it does not refuse.
 *
 * @param status of HTTP
 * @param body missing when there is none
 * @param operation where the operation that was begun can be asked how it goes ({@code Azure-AsyncOperation})
 * @param result where its result will be ({@code Location})
 * @param after how long Azure wants to be left alone
 */
record Answer(int status, JsonNode body, Optional<URI> operation, Optional<URI> result, Optional<Duration> after) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WORDS = 700;

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                json(response.body()),
                header(response, "Azure-AsyncOperation"),
                header(response, "Location"),
                Optional.ofNullable(retryAfter(response)));
    }

    /** Text of a property of the resource; empty when there is none. */
    String property(String name) {
        return body.path("properties").path(name).asText("");
    }

    /** {@code Succeeded}, {@code Failed}, {@code Canceled}, or on its way. */
    String provisioningState() {
        return property("provisioningState");
    }

    private static Optional<URI> header(HttpResponse<String> response, String name) {
        try {
            return response.headers().firstValue(name).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the resource itself can be asked
        }
    }

    /** Null for none. */
    static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    /** A missing node for what is no JSON. */
    static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The part of a body that tells an error: most often it is in {@code error}. */
    static JsonNode error(JsonNode body) {
        return body.path("error").isObject() ? body.path("error") : body;
    }

    /** The words of an error, with those of its details; what is no JSON is cut. */
    static String words(String text) {
        return words(json(text), text);
    }

    static String words(JsonNode body, String otherwise) {
        JsonNode error = error(body);
        StringBuilder words = new StringBuilder(error.path("message").asText(""));
        if (words.length() == 0) {
            words.append(error.path("error_description").asText(""));
        }
        for (JsonNode detail : error.path("details")) {
            String more = detail.path("message").asText("");
            if (!more.isEmpty() && words.indexOf(more) < 0) {
                words.append(' ').append(more);
            }
        }
        String said = (words.length() == 0 ? otherwise : words.toString())
                .replaceAll("\\s+", " ")
                .strip();
        return said.length() > MOST_WORDS ? said.substring(0, MOST_WORDS) + "…" : said;
    }

    /** What kept a connection from working. */
    static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
