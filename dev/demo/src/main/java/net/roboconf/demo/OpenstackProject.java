package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What exists in a project of an OpenStack cloud, asked of the cloud itself and not by way of the target. */
final class OpenstackProject {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Properties settings;

    /** @param settings what {@code dev/backends/openstack start} prints */
    OpenstackProject(Properties settings) {
        this.settings = settings;
    }

    /** All that was not there when the project was made: kind and identifier. */
    List<String> made() {
        List<String> made = new ArrayList<>();
        list("compute-url", "/v2.1/servers").path("servers").forEach(one -> made.add("server " + id(one)));
        list("network-url", "/v2.0/ports").path("ports").forEach(one -> {
            if (!one.path("device_owner").asText().startsWith("network:")) {
                made.add("port " + id(one));
            }
        });
        list("network-url", "/v2.0/floatingips")
                .path("floatingips")
                .forEach(one -> made.add("floating address " + id(one)));
        list("network-url", "/v2.0/security-groups").path("security_groups").forEach(one -> {
            if (!one.path("name").asText().equals("default")) {
                made.add("security group " + id(one));
            }
        });
        list("volume-url", "/v3/volumes").path("volumes").forEach(one -> made.add("volume " + id(one)));
        list("compute-url", "/v2.1/os-keypairs").path("keypairs").forEach(one -> {
            String name = one.path("keypair").path("name").asText();
            if (!name.equals(settings.getProperty("key-pair"))) {
                made.add("key pair " + name);
            }
        });
        return made;
    }

    private static String id(JsonNode one) {
        return one.path("id").asText();
    }

    private JsonNode list(String service, String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(settings.getProperty(service) + path))
                            .timeout(Duration.ofMinutes(1))
                            .header("X-Auth-Token", token())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Trouble("OpenStack answers to " + path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new Trouble("OpenStack does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }

    private String token() throws IOException, InterruptedException {
        Map<String, ?> domain = Map.of("name", "Default");
        Map<String, ?> body = Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of(
                                "methods",
                                List.of("password"),
                                "password",
                                Map.of(
                                        "user",
                                        Map.of(
                                                "name",
                                                settings.getProperty("user"),
                                                "password",
                                                settings.getProperty("password"),
                                                "domain",
                                                domain))),
                        "scope",
                        Map.of("project", Map.of("name", settings.getProperty("project-name"), "domain", domain))));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(settings.getProperty("keystone-url") + "/auth/tokens"))
                        .timeout(Duration.ofMinutes(1))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new Trouble("OpenStack gives no token: " + answer.body()));
    }
}
