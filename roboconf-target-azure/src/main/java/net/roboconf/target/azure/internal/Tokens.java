package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Retry.Busy;

/**
 * The tokens that requests carry. One is used until it is about to expire, or Azure does not accept it any more; whoever
 * needs a new one while another asks for it waits for that one. Thread-safe.
 */
final class Tokens {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    /** Before a token expires another one is asked for; one that lives shorter is used for half of its life. */
    private static final long AHEAD = TimeUnit.MINUTES.toNanos(5);

    private final URI identityService;
    private final Map<Wanted, Holder> holders = new ConcurrentHashMap<>();

    /** @param identityService where the machine's metadata are, for managed identities */
    Tokens(URI identityService) {
        this.identityService = identityService;
    }

    /** A token for this. */
    private record Wanted(Credentials credentials, String resource) {}

    private record Token(String value, long usedUntil) {}

    private static final class Holder {

        private Token token;
    }

    /** One that can be used now. */
    String token(HttpClient http, Credentials credentials, String resource)
            throws Busy, TargetException, InterruptedException {
        Holder holder = holders.computeIfAbsent(new Wanted(credentials, resource), key -> new Holder());
        synchronized (holder) {
            if (holder.token == null || System.nanoTime() - holder.token.usedUntil() >= 0) {
                holder.token = ask(http, credentials, resource);
            }
            return holder.token.value();
        }
    }

    /** Uses this one no more. */
    void forget(Credentials credentials, String resource, String token) {
        Holder holder = holders.get(new Wanted(credentials, resource));
        synchronized (holder) {
            if (holder.token != null && holder.token.value().equals(token)) {
                holder.token = null;
            }
        }
    }

    private Token ask(HttpClient http, Credentials credentials, String resource)
            throws Busy, TargetException, InterruptedException {
        URI address = address(credentials, resource);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWERS_WITHIN);
        if (credentials instanceof Credentials.ServicePrincipal principal) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(principal.form(resource)));
        } else {
            request.header("Metadata", "true").GET();
        }
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Busy(unreachable(address, credentials, e), null, e);
        }
        String said = credentials.hiddenIn(Answer.words(response.body()));
        if (response.statusCode() == 200) {
            return read(Answer.json(response.body()), address);
        }
        if (isForAWhile(response.statusCode(), credentials)) {
            throw new Busy(
                    "No token at " + address.getAuthority() + " now: " + said, Answer.retryAfter(response), null);
        }
        throw TargetException.refused("Azure gives no token to " + credentials.account() + ": " + said + " (HTTP "
                + response.statusCode() + "). " + advice(credentials));
    }

    private static Token read(JsonNode body, URI address) throws Busy {
        String value = body.path("access_token").asText();
        if (value.isEmpty()) {
            throw new Busy("What answers at " + address.getAuthority() + " gives no token.", null, null);
        }
        long life = TimeUnit.SECONDS.toNanos(Math.max(0, body.path("expires_in").asLong(0)));
        return new Token(value, System.nanoTime() + Math.max(life - AHEAD, life / 2));
    }

    private URI address(Credentials credentials, String resource) {
        if (credentials instanceof Credentials.ServicePrincipal principal) {
            return principal.tokenAddress();
        }
        return URI.create(identityService + "/metadata/identity/oauth2/token?"
                + ((Credentials.ManagedIdentity) credentials).query(resource));
    }

    /** The metadata service answers 404 and 410 as well while it is being updated. */
    private static boolean isForAWhile(int status, Credentials credentials) {
        return status == 429
                || status >= 500
                || credentials instanceof Credentials.ManagedIdentity && (status == 404 || status == 410);
    }

    private static String unreachable(URI address, Credentials credentials, IOException e) {
        String check = credentials instanceof Credentials.ServicePrincipal
                ? "Check azure.login-endpoint and this host's network."
                : "Only a machine of Azure has a managed identity; elsewhere write azure.client.id and azure.client.secret.";
        return "No token: " + address.getAuthority() + " does not answer: " + Answer.why(e) + ". " + check;
    }

    private static String advice(Credentials credentials) {
        return credentials instanceof Credentials.ServicePrincipal
                ? "Check azure.tenant.id, azure.client.id and azure.client.secret; secrets of Azure expire."
                : "Give the machine of the Deployment Manager an identity; with several, write azure.client.id.";
    }
}
