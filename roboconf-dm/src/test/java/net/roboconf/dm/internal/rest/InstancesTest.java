package net.roboconf.dm.internal.rest;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.front.FakeApplication;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    private FakeApplication lamp;

    @BeforeEach
    void an_application() {
        lamp = Shop.application("lamp");
        server.manager.with(lamp);
    }

    private static List<String> paths(JsonNode list) {
        return list.findValuesAsText("path").stream().distinct().toList();
    }

    @Test
    void provider_tells_the_facts_of_a_machine() throws Exception {
        server.manager.with(Shop.application("lamp"));
        server.manager.facts =
                new MachineFacts("i-1", "lamp.db", List.of("203.0.113.5", "10.0.0.5"), "nova", "m1", "deb");

        assertThat(server.get("/applications/lamp/instance/machine?path=/db")
                        .json()
                        .toString())
                .isEqualTo("{\"machineId\":\"i-1\",\"name\":\"lamp.db\",\"addresses\":[\"203.0.113.5\",\"10.0.0.5\"],"
                        + "\"zone\":\"nova\",\"size\":\"m1\",\"image\":\"deb\"}");
        server.get("/applications/lamp/instance/machine?path=/nothing").problem(404, "NOT_FOUND");
    }

    @Test
    void list_has_a_parent_before_its_descendants() throws Exception {
        JsonNode list = server.get("/applications/lamp/instances").json();

        assertThat(list)
                .extracting(i -> i.path("path").asText())
                .containsExactly("/db", "/db/mysql", "/web 1", "/web 1/tomcat");
    }

    @Test
    void list_can_begin_at_an_instance() throws Exception {
        JsonNode list =
                server.get("/applications/lamp/instances?path=%2Fweb%201").json();

        assertThat(list).extracting(i -> i.path("path").asText()).containsExactly("/web 1", "/web 1/tomcat");
    }

    @Test
    void tree_can_begin_at_an_instance() throws Exception {
        JsonNode list =
                server.get("/applications/lamp/instances?tree=true&path=/db").json();

        assertThat(list).hasSize(1);
        assertThat(list.at("/0/children/0/path").asText()).isEqualTo("/db/mysql");
    }

    @Test
    void instance_is_added_over_another() throws Exception {
        ApiServer.Answer answer = server.post(
                "/applications/lamp/instances",
                "{\"name\":\"second\",\"component\":\"Tomcat\",\"parent\":\"/web 1\",\"variables\":{\"port\":\"81\"},\"data\":{\"a\":\"b\"}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/applications/lamp/instance?path=%2Fweb%201%2Fsecond");
        assertThat(answer.json().path("path").asText()).isEqualTo("/web 1/second");
        assertThat(paths(server.get("/applications/lamp/instances").json())).contains("/web 1/second");
    }

    @Test
    void place_of_an_added_instance_can_be_followed() throws Exception {
        String location = server.post("/applications/lamp/instances", "{\"name\":\"b+ c&d\",\"component\":\"VM\"}")
                .header("Location");

        ApiServer.Answer answer = server.get(location.substring(location.indexOf("/api/v1") + "/api/v1".length()));

        assertThat(answer.json().path("name").asText()).isEqualTo("b+ c&d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"component\":\"VM\"}|400|INVALID|'name'",
                "{\"name\":\"x\"}|400|INVALID|'component'",
                "{\"name\":\"x\",\"component\":\"Tomcat\",\"parent\":\"web 1\"}|400|INVALID|like /vm-1/tomcat",
                "{\"name\":\"x\",\"component\":\"Tomcat\",\"parent\":\"/web 2\"}|404|NOT_FOUND|its roots are /db, /web 1",
                "{\"name\":\"x\",\"component\":\"VM\",\"data\":{\"a\":null}}|400|INVALID|'data.a' is null",
                "{\"name\":\"x\",\"component\":\"VM\",\"data\":[]}|400|INVALID|field 'data'"
            })
    void instance_that_cannot_be_is_refused(String body, int status, String code, String detail) throws Exception {
        var problem = server.post("/applications/lamp/instances", body).problem(status, code);

        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(server.manager.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/dx, its roots are '/db, /web 1'",
        "/db/x, below /db there are /db/mysql",
        "/db/../../etc/passwd, below /db there are /db/mysql"
    })
    void unknown_instance_is_told_with_what_is_near(String path, String near) throws Exception {
        var problem = server.get("/applications/lamp/instance?path=" + path).problem(404, "NOT_FOUND");

        assertThat(problem.path("detail").asText())
                .startsWith("The application 'lamp' has no instance " + path)
                .contains(near.replace("'", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"path=", "path=db", "path=/", "path=/db/", "path=//db", "", "path=/db&path=/web", "pth=/db"})
    void path_that_is_none_is_refused(String query) throws Exception {
        server.get("/applications/lamp/instance?" + query).problem(400, "INVALID");
    }

    @Test
    void instance_is_removed_at_once_when_nothing_is_deployed() throws Exception {
        ApiServer.Answer answer = server.delete("/applications/lamp/instance?path=/db");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(paths(server.get("/applications/lamp/instances").json())).doesNotContain("/db", "/db/mysql");
    }

    @Test
    void instance_that_is_deployed_is_removed_only_on_demand() throws Exception {
        lamp.is("/db", DEPLOYED_STARTED, Reason.NONE, "").expects("/db", DEPLOYED_STARTED);

        server.delete("/applications/lamp/instance?path=/db").problem(409, "REFUSED_STATE");
        ApiServer.Answer answer = server.delete("/applications/lamp/instance?path=/db&undeploy=true");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/instances/0/expected").asText()).isEqualTo("NOT_DEPLOYED");
    }

    @Test
    void state_is_asked_for() throws Exception {
        ApiServer.Answer answer =
                server.put("/applications/lamp/instance/state?path=/db/mysql", "{\"expected\":\"DEPLOYED_STARTED\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/instances/0/expected").asText()).isEqualTo("DEPLOYED_STARTED");
        assertThat(server.manager.orders).containsExactly("change /db/mysql to DEPLOYED_STARTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"expected\":\"STARTING\"}", "{\"expected\":\"UP\"}", "{}", "{\"expected\":1}"})
    void state_that_nobody_can_ask_for_is_refused(String body) throws Exception {
        var problem =
                server.put("/applications/lamp/instance/state?path=/db", body).problem(400, "INVALID");

        assertThat(problem.path("detail").asText()).contains("expected");
        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void state_that_cannot_be_reached_is_refused() throws Exception {
        server.manager.failure = new ManagerException(ErrorCode.REFUSED_STATE, "A machine is never stopped.");

        var problem = server.put("/applications/lamp/instance/state?path=/db", "{\"expected\":\"DEPLOYED_STOPPED\"}")
                .problem(409, "REFUSED_STATE");

        assertThat(problem.path("detail").asText()).isEqualTo("A machine is never stopped.");
    }

    @Test
    void start_deploys_what_is_named_and_starts_what_is_deployed() throws Exception {
        server.post("/applications/lamp/actions/start?path=/db");
        server.post("/applications/lamp/actions/start?path=/db");
        server.post("/applications/lamp/actions/start");

        assertThat(server.manager.orders).containsExactly("change /db to DEPLOYED_STARTED", "start /db", "start null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "stop", "undeploy"})
    void action_concerns_all_or_what_is_below_an_instance(String action) throws Exception {
        ApiServer.Answer all = server.post("/applications/lamp/actions/" + action);
        ApiServer.Answer some = server.post("/applications/lamp/actions/" + action + "?path=/db");

        assertThat(all.status()).isEqualTo(202);
        assertThat(all.json().path("instances")).hasSize(4);
        assertThat(some.status()).isEqualTo(202);
        assertThat(some.json().path("instances")).hasSize(2);
        assertThat(server.manager.orders).containsExactly(action + " null", action + " /db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redeploy", "cancel-step", "force-undeploy"})
    void action_on_one_instance_needs_its_path(String action) throws Exception {
        server.post("/applications/lamp/actions/" + action).problem(400, "INVALID");
        ApiServer.Answer answer = server.post("/applications/lamp/actions/" + action + "?path=/db");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(server.manager.orders).containsExactly(action + " /db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?pth=/db", "?path=", "?path=/nothing", "?path=/db&path=/web%201"})
    void action_with_a_wrong_path_concerns_nothing(String query) throws Exception {
        assertThat(server.post("/applications/lamp/actions/undeploy" + query).status())
                .isBetween(400, 404);
        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void retry_without_a_path_concerns_what_failed() throws Exception {
        lamp.is("/db/mysql", PROBLEM, Reason.STEP_FAILED, "exit 1").expects("/db/mysql", DEPLOYED_STARTED);

        ApiServer.Answer answer = server.post("/applications/lamp/actions/retry");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(server.manager.orders).containsExactly("retry /db/mysql");
        assertThat(answer.json().path("instances")).hasSize(1);
    }

    @Test
    void explanation_tells_why() throws Exception {
        lamp.is("/db", NOT_DEPLOYED, Reason.TARGET_FAILED, "no quota").expects("/db", DEPLOYED_STARTED);

        JsonNode explanation =
                server.get("/applications/lamp/instance/explanation?path=/db").json();

        assertThat(explanation.path("asExpected").asBoolean()).isFalse();
        assertThat(explanation.path("text").asText()).isEqualTo("/db is NOT_DEPLOYED: no quota");
    }

    @Test
    void log_is_plain_text() throws Exception {
        server.manager.log = "starting\nfertig: ü\n";

        ApiServer.Answer answer = server.get("/applications/lamp/instance/log?path=/db/mysql&bytes=100");

        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(answer.text()).isEqualTo("starting\nfertig: ü\n");
        assertThat(server.manager.orders).containsExactly("log /db/mysql 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "262145", "many", "99999999999"})
    void log_of_a_strange_length_is_refused(String bytes) throws Exception {
        server.get("/applications/lamp/instance/log?path=/db&bytes=" + bytes).problem(400, "INVALID");
    }

    @Test
    void agent_that_does_not_answer_is_told() throws Exception {
        server.manager.failure = new ManagerException(ErrorCode.NO_ANSWER, "The agent of /db is lost.");

        server.get("/applications/lamp/instance/log?path=/db").problem(504, "NO_ANSWER");
    }
}
