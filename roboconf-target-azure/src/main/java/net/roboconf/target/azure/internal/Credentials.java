package net.roboconf.target.azure.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who asks Azure. Never printed with its secret. */
sealed interface Credentials {

    /** What tells accounts apart, without a secret. */
    String account();

    /** A text without the secret, should it hold it. */
    String hiddenIn(String text);

    /** A service principal: an application of a tenant, with a secret of its own. */
    record ServicePrincipal(URI login, String tenant, String client, String secret) implements Credentials {

        URI tokenAddress() {
            return URI.create(login + "/" + tenant + "/oauth2/v2.0/token");
        }

        /** The request for a token, as a form. */
        String form(String resource) {
            return encoded(Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    client,
                    "client_secret",
                    secret,
                    "scope",
                    resource + "/.default"));
        }

        @Override
        public String account() {
            return client + " of tenant " + tenant;
        }

        @Override
        public String hiddenIn(String text) {
            return text.replace(secret, "***");
        }

        @Override
        public String toString() {
            return "service principal " + account();
        }
    }

    /** The identity that Azure gives to the machine on which the Deployment Manager runs. */
    record ManagedIdentity(Optional<String> client) implements Credentials {

        /** The query of the request for a token. */
        String query(String resource) {
            Map<String, String> query = new TreeMap<>(Map.of("api-version", "2018-02-01", "resource", resource + "/"));
            client.ifPresent(id -> query.put("client_id", id));
            return encoded(query);
        }

        @Override
        public String account() {
            return "managed identity " + client.orElse("of this machine");
        }

        @Override
        public String hiddenIn(String text) {
            return text;
        }

        @Override
        public String toString() {
            return account();
        }
    }

    private static String encoded(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
