package net.roboconf.messaging.rabbitmq.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import net.roboconf.core.json.OwnTypes;
import net.roboconf.messaging.rabbitmq.BrokerSettings;

/** RabbitMQ's management API: sends JSON, and says in words what went wrong. Methods block; safe for many threads. */
final class ManagementApi {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final ObjectMapper json = OwnTypes.builder().build();
    private final BrokerSettings.Management settings;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ManagementApi(BrokerSettings.Management settings) {
        this.settings = settings;
        byte[] login = (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /**
     * Sends a document.
     *
     * @param path below the API's address
     * @param what is being done, for people: completes "RabbitMQ did not …"
     * @throws IOException when it did not; says why and what to do
     */
    void post(String path, Object document, String what) throws IOException {
        byte[] body = json.writeValueAsBytes(document);
        HttpResponse<String> response = send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)), what);
        if (response.statusCode() / 100 != 2) {
            throw new IOException("RabbitMQ did not " + what + ": " + problem(response));
        }
    }

    /**
     * Removes something, if it is there.
     *
     * @param path below the API's address; every character that is special in addresses is escaped
     * @throws IOException when it did not; says why and what to do
     */
    void delete(String path, String what) throws IOException {
        HttpResponse<String> response = send(request(path).DELETE(), what);
        if (response.statusCode() / 100 != 2 && response.statusCode() != 404) {
            throw new IOException("RabbitMQ did not " + what + ": " + problem(response));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.url().resolve("api/" + path))
                .timeout(ANSWER)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String what) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "RabbitMQ did not " + what + ": its management API does not answer at " + settings.url() + " ("
                            + Reason.of(e) + "). Enable the plug-in rabbitmq_management, or set management-url",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while RabbitMQ was asked to " + what, e);
        }
    }

    private String problem(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 401 ->
                "it refuses the login of " + settings + ". Check management-username, management-password and the"
                        + " account's tag, which must be administrator";
            case 404 -> "there is no management API at " + settings.url();
            default -> "status " + response.statusCode() + " " + reason(response.body());
        };
    }

    private String reason(String body) {
        try {
            JsonNode reason = json.readTree(body).path("reason");
            return reason.isMissingNode() ? body : reason.asText();
        } catch (IOException e) {
            return body;
        }
    }
}
