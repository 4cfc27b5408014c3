package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import net.roboconf.dm.StandBy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandByTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @BeforeEach
    void standBy() {
        server.manager.ready = false;
        server.manager.standBy = new StandBy("http://active:8181/api/v1", "active is http://active:8181/api/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/applications", "/applications/lamp", "/events", "/templates", "/targets", "/x"})
    void a_stand_by_says_where_the_active_one_is(String path) throws Exception {
        ApiServer.Answer answer = server.get(path);

        answer.problem(503, "UNAVAILABLE");
        assertThat(answer.json().path("active").asText()).isEqualTo("http://active:8181/api/v1");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void a_stand_by_changes_nothing() throws Exception {
        server.post("/applications/lamp/actions/deploy").problem(503, "UNAVAILABLE");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void who_is_active_is_not_told_to_strangers() throws Exception {
        server.send(server.stranger("/api/v1/applications")).problem(401, "UNAUTHENTICATED");
    }

    @Test
    void health_of_a_stand_by_is_told_without_a_login() throws Exception {
        ApiServer.Answer answer = server.send(server.stranger("/api/v1/health"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("status").asText()).isEqualTo("stand-by");
    }

    @Test
    void other_problems_name_no_active_one() throws Exception {
        server.manager.standBy = null;

        assertThat(server.get("/x").json().has("active")).isFalse();
    }
}
