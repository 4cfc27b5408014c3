package net.roboconf.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A client of the Deployment Manager's REST API. */
public final class Rest {

    /** Connection refused and the like: nobody answers there. */
    public static final class Unreachable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * An answer, whatever its status.
     *
     * @param status of HTTP
     * @param body as text
     */
    public record Answer(int status, String body) {

        /** Whether the request was done. */
        public boolean isGood() {
            return status / 100 == 2;
        }

        /** The body as JSON; a missing node when it is none. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return JSON.missingNode();
            }
        }

        /** What went wrong, in the words of the Deployment Manager. */
        public String problem() {
            JsonNode problem = json();
            if (!problem.isObject()) {
                return "it answers " + status + " and nothing else; it is starting or being stopped";
            }
            StringBuilder text = new StringBuilder(problem.path("detail").asText(body));
            problem.path("diagnostics").forEach(one -> text.append("\n    ").append(diagnostic(one)));
            return text.toString();
        }

        private static String diagnostic(JsonNode one) {
            String file = one.path("file").asText("");
            int line = one.path("line").asInt();
            String place = file.isEmpty() ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
            return place + one.path("message").asText(one.toString());
        }
    }

    /** A request that is sent when it is asked for. */
    interface Request {

        Answer send() throws Unreachable;
    }

    /**
     * Sends a request that must be done.
     *
     * @throws Trouble when it is refused, or nobody answers; says why
     */
    static Answer good(Request request) {
        try {
            Answer answer = request.send();
            if (!answer.isGood()) {
                throw new Trouble("The Deployment Manager refused: " + answer.problem());
            }
            return answer;
        } catch (Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String login;

    /**
     * A client that logs in with each request.
     *
     * @param base the address of the API, without a slash at its end
     * @param user name of the login
     * @param password of the login
     */
    public Rest(String base, String user, String password) {
        this.base = base;
        this.login =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a request without a body. */
    public Answer send(String method, String path) throws Unreachable {
        return send(method, path, null, HttpRequest.BodyPublishers.noBody());
    }

    /** Sends a request with a JSON body. */
    public Answer send(String method, String path, Map<String, ?> body) throws Unreachable {
        try {
            return send(
                    method,
                    path,
                    "application/json",
                    HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + body, e);
        }
    }

    /** Uploads a file. */
    public Answer upload(String path, Path file, String mediaType) throws Unreachable, IOException {
        return send("POST", path, mediaType, HttpRequest.BodyPublishers.ofFile(file));
    }

    /** Uploads bytes. */
    public Answer upload(String path, byte[] content, String mediaType) throws Unreachable {
        return send("POST", path, mediaType, HttpRequest.BodyPublishers.ofByteArray(content));
    }

    /** The value of a query parameter, encoded. */
    public static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Answer send(String method, String path, String mediaType, HttpRequest.BodyPublisher body)
            throws Unreachable {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", login)
                .method(method, body);
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new Unreachable("Nobody answers at " + base + " (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Interrupted while waiting for " + base, e);
        }
    }
}
