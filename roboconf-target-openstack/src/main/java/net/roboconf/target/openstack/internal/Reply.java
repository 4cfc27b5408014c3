package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.HttpURLConnection;
import net.roboconf.core.target.TargetException;

/**
 * What a service answers.
 *
 * @param what what was asked, for people
 * @param status of HTTP
 * @param text the body
 */
record Reply(String what, int status, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final int BAD_REQUEST = HttpURLConnection.HTTP_BAD_REQUEST;

    private static final int MOST_WORDS = 500;

    boolean isDone() {
        return status < HttpURLConnection.HTTP_MULT_CHOICE;
    }

    boolean isAbsent() {
        return status == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** Something is in the way: it exists already, or is in use. */
    boolean isConflict() {
        return status == HttpURLConnection.HTTP_CONFLICT;
    }

    /** The body of a success. */
    JsonNode json() throws TargetException {
        if (!isDone()) {
            throw refusal();
        }
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TargetException(what + ": the answer is no JSON", true, e);
        }
    }

    /** What it refuses with, for people. */
    TargetException refusal() {
        return TargetException.refused(what + ": " + words() + " (HTTP " + status + ")");
    }

    /** The provider's own words, whichever service spoke. */
    String words() {
        String words = text;
        try {
            JsonNode body = JSON.readTree(text);
            JsonNode inner = body.isObject() && body.elements().hasNext()
                    ? body.elements().next()
                    : body;
            for (JsonNode said : new JsonNode[] {inner.path("message"), body.path("message"), inner}) {
                if (said.isTextual()) {
                    words = said.asText();
                    break;
                }
            }
        } catch (JsonProcessingException e) {
            // Glance, and whatever stands before a service, answer with a page.
            words = text.replaceAll("(?s)<(title|style|script)[^>]*>.*?</\\1>", " ")
                    .replaceAll("<[^>]*>", " ");
        }
        words = words.replaceAll("\\s+", " ").strip();
        if (words.isEmpty()) {
            return "no reason given";
        }
        return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
    }
}
