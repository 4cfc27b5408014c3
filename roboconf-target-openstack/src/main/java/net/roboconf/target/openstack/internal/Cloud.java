package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;
import net.roboconf.core.target.kit.RequestRate;
import net.roboconf.core.target.kit.Retry;

/**
 * The services of one project of a cloud. Requests go through at the rate of the account, are repeated when the cloud is
 * busy, and log in when that is needed. A request that makes something is sent once: whoever gets no answer to it is told
 * that its outcome is unknown. Thread-safe.
 */
final class Cloud {

    /** Longer than a provider needs for an answer; what it has not begun by then it does not begin. */
    static final Duration ANSWER = Duration.ofSeconds(60);

    private static final String LOGIN = "/auth/tokens";
    // The first one in which the request that makes a server gives it its tags; since 2017.
    private static final String COMPUTE_VERSION = "2.52";
    // The first one that shows attachments; since 2017 as well.
    private static final String VOLUME_VERSION = "volume 3.27";
    private static final Set<Integer> BROKEN = Set.of(
            HttpURLConnection.HTTP_INTERNAL_ERROR,
            HttpURLConnection.HTTP_BAD_GATEWAY,
            HttpURLConnection.HTTP_GATEWAY_TIMEOUT);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Access access;
    private final HttpClient http;
    private final RequestRate rate;
    private final Retry retry;
    private Login login;

    Cloud(Access access, HttpClient http, RequestRate rate, Retry retry) {
        this.access = access;
        this.http = http;
        this.rate = rate;
        this.retry = retry;
    }

    /** A token with the catalogue that came with it. */
    private record Login(String token, JsonNode catalogue) {}

    /** One request to a service. */
    private record Ask(String method, Service service, String path, JsonNode body) {

        boolean canBeRepeated() {
            return !method.equals("POST");
        }

        @Override
        public String toString() {
            return service.title + ", " + method + " " + path.replaceAll("\\?.*", "");
        }
    }

    /** A value of a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Reply get(Service service, String path) throws TargetException, InterruptedException {
        return send(new Ask("GET", service, path, null));
    }

    /** Sent once. */
    Reply post(Service service, String path, JsonNode body) throws TargetException, InterruptedException {
        return send(new Ask("POST", service, path, body));
    }

    Reply put(Service service, String path) throws TargetException, InterruptedException {
        return send(new Ask("PUT", service, path, null));
    }

    Reply delete(Service service, String path) throws TargetException, InterruptedException {
        return send(new Ask("DELETE", service, path, null));
    }

    /**
     * All elements of a list, from as many pages as there are.
     *
     * @param path with its query
     * @param field of the answers
     */
    List<JsonNode> list(Service service, String path, String field) throws TargetException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String next = path;
        while (next != null) {
            JsonNode page = get(service, next).json();
            page.path(field).forEach(all::add);
            String more = page.path("next").asText("");
            for (JsonNode link : page.path(field + "_links")) {
                if (link.path("rel").asText().equals("next")) {
                    more = link.path("href").asText();
                }
            }
            // The address in a link may be one that only the cloud itself can reach.
            String query = more.isEmpty() ? null : URI.create(more).getRawQuery();
            next = query == null || page.path(field).isEmpty() ? null : path.replaceAll("\\?.*", "") + "?" + query;
        }
        return all;
    }

    /** Whether the cloud has this service. */
    boolean has(Service service) throws TargetException, InterruptedException {
        return endpoint(login(null), service) != null;
    }

    /** Logs in, and looks whether the region exists; with a login that is left from before only that. */
    void enter() throws TargetException, InterruptedException {
        place(login(null), Service.COMPUTE);
    }

    private Reply send(Ask ask) throws TargetException, InterruptedException {
        Login used = login(null);
        Reply reply = repeat(ask, used);
        return reply.status() == HttpURLConnection.HTTP_UNAUTHORIZED ? repeat(ask, login(used)) : reply;
    }

    private Reply repeat(Ask ask, Login used) throws TargetException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(place(used, ask.service(), ask.path())).header("X-Auth-Token", used.token());
        if (ask.service() == Service.COMPUTE) {
            request.header("X-OpenStack-Nova-API-Version", COMPUTE_VERSION);
        } else if (ask.service() == Service.VOLUME) {
            request.header("OpenStack-API-Version", VOLUME_VERSION);
        }
        HttpResponse<String> response =
                retry.call(() -> once(ask.toString(), request, ask.method(), ask.body(), ask.canBeRepeated()));
        return new Reply(ask.toString(), response.statusCode(), response.body());
    }

    /** The login, a new one unless it is newer than the one that was of no use. */
    private synchronized Login login(Login useless) throws TargetException, InterruptedException {
        if (login == null || login == useless) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("auth", access.credentials().asRequest());
            String what = "Keystone, " + access.credentials().account();
            HttpResponse<String> response = retry.call(() ->
                    once(what, HttpRequest.newBuilder(URI.create(access.keystone() + LOGIN)), "POST", body, true));
            Reply reply = new Reply(what, response.statusCode(), response.body());
            if (reply.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
                throw TargetException.refused("OpenStack does not accept the credentials of "
                        + access.credentials().account() + ": " + reply.words()
                        + " Check user, password, project and domain of the target, or its application credential.");
            }
            JsonNode token = reply.json().path("token");
            String text = response.headers().firstValue("X-Subject-Token").orElse("");
            if (text.isEmpty() || !token.path("catalog").isArray()) {
                throw TargetException.refused("At " + access.keystone() + " there is no identity service of OpenStack"
                        + " that gives a catalogue for a project: check '" + Access.KEYSTONE + "' of the target.");
            }
            login = new Login(text, token.path("catalog"));
        }
        return login;
    }

    private HttpResponse<String> once(
            String what, HttpRequest.Builder unpaced, String method, JsonNode body, boolean canBeRepeated)
            throws Retry.Busy, TargetException, InterruptedException {
        HttpRequest.Builder request = unpaced.timeout(ANSWER).setHeader("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        HttpRequest built = request.build();
        rate.await();
        HttpResponse<String> response;
        try {
            response = http.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String words = what + ": no answer from " + built.uri().getAuthority() + " (" + reason(e) + ")";
            if (canBeRepeated || e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
                throw new Retry.Busy(words, null, e);
            }
            throw TargetException.unsure(words + "; it may have been done all the same", e);
        }
        int status = response.statusCode();
        if (status == TOO_MANY_REQUESTS || status == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw new Retry.Busy(words(what, response), after(response), null);
        }
        if (BROKEN.contains(status)) {
            if (canBeRepeated) {
                throw new Retry.Busy(words(what, response), null, null);
            }
            throw TargetException.unsure(words(what, response) + "; it may have been done all the same", null);
        }
        return response;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String words(String what, HttpResponse<String> response) {
        Reply reply = new Reply(what, response.statusCode(), response.body());
        return reply.refusal().getMessage();
    }

    private static Duration after(HttpResponse<String> response) {
        // As a date it is not worth reading: clocks differ.
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    private URI place(Login used, Service service, String path) throws TargetException {
        return URI.create(place(used, service) + service.version + path);
    }

    private String place(Login used, Service service) throws TargetException {
        String endpoint = endpoint(used, service);
        if (endpoint != null) {
            return endpoint;
        }
        Set<String> regions = new TreeSet<>();
        used.catalogue().forEach(one -> one.path("endpoints")
                .forEach(place -> regions.add(place.path("region_id").asText())));
        if (access.region() != null && !regions.contains(access.region())) {
            throw TargetException.refused(Nearest.missing("region", access.region(), regions));
        }
        throw TargetException.refused("The cloud has no " + service.title + " (" + service.types.get(0) + ")"
                + (access.region() == null ? "" : " in the region " + access.region()) + ".");
    }

    /** The public address of a service in the region, without its version where we add it; null when there is none. */
    private String endpoint(Login used, Service service) {
        for (String type : service.types) {
            for (JsonNode one : used.catalogue()) {
                if (!one.path("type").asText().equals(type)) {
                    continue;
                }
                for (JsonNode place : one.path("endpoints")) {
                    String region =
                            place.path("region_id").asText(place.path("region").asText());
                    if (place.path("interface").asText().equals("public")
                            && (access.region() == null || access.region().equals(region))) {
                        String url = place.path("url").asText().replaceAll("/+$", "");
                        return service.version.isEmpty() || !url.endsWith(service.version)
                                ? url
                                : url.substring(0, url.length() - service.version.length());
                    }
                }
            }
        }
        return null;
    }
}
