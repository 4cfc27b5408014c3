package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1",
                "/api/v1/applications",
                "/api/v1/events",
                "/api/v1/health/",
                "/api/v1/x",
                "/api",
                "/api/v2"
            })
    void stranger_is_asked_for_a_login(String path) throws Exception {
        ApiServer.Answer answer = server.send(server.stranger(path));

        answer.problem(401, "UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"Roboconf\", charset=\"UTF-8\"");
    }

    @Test
    void stranger_changes_nothing() throws Exception {
        server.manager.with(Shop.application("lamp"));

        server.send(server.stranger("/api/v1/applications/lamp").DELETE()).problem(401, "UNAUTHENTICATED");

        assertThat(server.manager.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ???", "Basic YWRtaW4=", "Bearer abc", "Digest username=admin"})
    void malformed_login_is_none(String header) throws Exception {
        server.send(server.stranger("/api/v1").header("Authorization", header)).problem(401, "UNAUTHENTICATED");
    }

    @Test
    void wrong_password_is_refused() throws Exception {
        server.send(server.stranger("/api/v1").header("Authorization", ApiServer.basic("admin", "guess")))
                .problem(401, "UNAUTHENTICATED");
    }

    @Test
    void right_password_is_admitted_and_named() throws Exception {
        ApiServer.Answer answer = server.get("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/user/name").asText()).isEqualTo("admin");
    }

    @Test
    void guessing_is_slowed_down_and_the_right_password_waits_too() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.send(server.stranger("/api/v1").header("Authorization", ApiServer.basic("admin", "guess" + i)))
                    .problem(401, "UNAUTHENTICATED");
        }

        ApiServer.Answer answer = server.get("");

        answer.problem(429, "TOO_MANY_TRIES");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        server.now = server.now.plus(Duration.ofSeconds(1));
        assertThat(server.get("").status()).isEqualTo(200);
    }

    @Test
    void health_needs_no_login_and_tells_no_more() throws Exception {
        ApiServer.Answer ready = server.send(server.stranger("/api/v1/health"));
        server.manager.ready = false;
        ApiServer.Answer starting = server.send(server.stranger("/api/v1/health"));

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.text()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(starting.status()).isEqualTo(503);
        assertThat(starting.text()).isEqualTo("{\"status\":\"starting\"}");
    }

    @Test
    void page_of_another_site_changes_nothing() throws Exception {
        server.manager.with(Shop.application("lamp"));

        server.send(server.request("/applications/lamp")
                        .header("Origin", "http://evil.example")
                        .DELETE())
                .problem(403, "FORBIDDEN");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void page_of_this_site_may_change() throws Exception {
        server.manager.with(Shop.application("lamp"));

        ApiServer.Answer answer = server.send(server.request("/applications/lamp")
                .header("Origin", "http://127.0.0.1:" + server.port())
                .DELETE());

        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void no_answer_allows_other_sites_to_read() throws Exception {
        ApiServer.Answer answer = server.send(server.request("").header("Origin", "http://evil.example"));

        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?_method=DELETE", "?a=b&_method=DELETE", "?%5Fmethod=DELETE", "?_type=xml", "?_wadl"})
    void link_cannot_be_another_method(String query) throws Exception {
        server.manager.with(Shop.application("lamp"));

        server.get("/applications/lamp" + query).problem(400, "BAD_REQUEST");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void header_cannot_be_another_method() throws Exception {
        server.manager.with(Shop.application("lamp"));

        server.send(server.request("/applications/lamp")
                        .header("X-HTTP-Method-Override", "DELETE")
                        .POST(BodyPublishers.noBody()))
                .problem(400, "BAD_REQUEST");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void answers_are_neither_cached_nor_guessed_at() throws Exception {
        ApiServer.Answer answer = server.get("/applications");

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
