package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives tokens, and knows them again. */
final class Login {

    private final Map<String, Long> tokens = new ConcurrentHashMap<>();

    /** To a service principal. */
    ObjectNode toPrincipal(String tenant, String body, Duration life) {
        Map<String, String> form = form(body);
        if (!tenant.equals(AzureServer.TENANT)) {
            throw refusal(400, "invalid_request", "AADSTS90002: Tenant '" + tenant + "' not found.");
        }
        if (!AzureServer.CLIENT.equals(form.get("client_id"))) {
            throw refusal(
                    400,
                    "unauthorized_client",
                    "AADSTS700016: Application with identifier '" + form.get("client_id") + "' was not found.");
        }
        if (!AzureServer.SECRET.equals(form.get("client_secret"))) {
            throw refusal(
                    401,
                    "invalid_client",
                    "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the"
                            + " client secret value, not the client secret ID.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))
                || !String.valueOf(form.get("scope")).endsWith("/.default")) {
            throw refusal(400, "invalid_scope", "AADSTS1002012: The provided value for scope is not valid.");
        }
        return token(life);
    }

    /** To the identity of a machine. */
    ObjectNode toMachine(String query, Duration life) {
        Map<String, String> form = form(query);
        if (!form.containsKey("resource") || !form.containsKey("api-version")) {
            throw refusal(400, "invalid_request", "Required query variable 'resource' is missing");
        }
        return token(life);
    }

    private ObjectNode token(Duration life) {
        String value = "eyJ" + UUID.randomUUID().toString().replace("-", "") + ".for.tests";
        tokens.put(value, System.nanoTime() + life.toNanos());
        return JsonNodeFactory.instance
                .objectNode()
                .put("token_type", "Bearer")
                .put("expires_in", life.toSeconds())
                .put("access_token", value);
    }

    /** Accepts none of those that were given. */
    void revoke() {
        tokens.replaceAll((token, until) -> System.nanoTime() - 1);
    }

    void check(String authorization) {
        if (authorization == null) {
            throw new ApiError(
                    401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        Long until = tokens.get(authorization.replaceFirst("^Bearer ", ""));
        if (until == null) {
            throw new ApiError(401, "InvalidAuthenticationToken", "The access token is invalid.");
        }
        if (System.nanoTime() - until >= 0) {
            throw new ApiError(
                    401,
                    "ExpiredAuthenticationToken",
                    "The access token expiry UTC time '7/2/2026 8:05:07 AM' is earlier than current UTC time"
                            + " '7/2/2026 8:05:08 AM'.");
        }
    }

    /** Its error has another form than those of the Resource Manager. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final transient ObjectNode body;
        final int status;

        Refusal(int status, ObjectNode body) {
            super(body.toString());
            this.status = status;
            this.body = body;
        }
    }

    private static Refusal refusal(int status, String error, String description) {
        return new Refusal(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }

    static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
