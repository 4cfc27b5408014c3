package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @Test
    void application_is_made() throws Exception {
        server.manager.with(Shop.template("1.0"));

        ApiServer.Answer answer = server.post(
                "/applications",
                "{\"name\":\"my lamp\",\"template\":\"shop\",\"version\":\"1.0\",\"description\":\"first\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/applications/my%20lamp");
        assertThat(answer.json().path("description").asText()).isEqualTo("first");
        assertThat(server.get("/applications/my%20lamp").json().path("name").asText())
                .isEqualTo("my lamp");
    }

    @Test
    void version_may_be_absent_when_there_is_one() throws Exception {
        server.manager.with(Shop.template("1.0"));

        assertThat(server.post("/applications", "{\"name\":\"lamp\",\"template\":\"shop\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.manager.orders).containsExactly("create lamp of shop 1.0");
    }

    @Test
    void version_must_be_given_when_there_are_several() throws Exception {
        server.manager.with(Shop.template("1.0")).with(Shop.template("2.0"));

        var problem = server.post("/applications", "{\"name\":\"lamp\",\"template\":\"shop\"}")
                .problem(400, "INVALID");

        assertThat(problem.path("detail").asText()).contains("1.0, 2.0");
    }

    @Test
    void second_of_the_same_name_is_refused() throws Exception {
        server.manager.with(Shop.template("1.0")).with(Shop.application("lamp"));

        server.post("/applications", "{\"name\":\"lamp\",\"template\":\"shop\"}")
                .problem(409, "CONFLICT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"lamp\"}|The field 'template' is missing or empty.",
                "{\"template\":\"shop\"}|The field 'name' is missing or empty.",
                "{\"name\":\" \",\"template\":\"shop\"}|The field 'name' is missing or empty.",
                "{\"name\":\"lamp\",\"tempalte\":\"shop\"}|The JSON has no field 'tempalte'; the fields are description, name, template, version.",
                "{\"name\":\"lamp\",\"name\":\"lump\"}|Duplicate field 'name'",
                "{\"name\":{},\"template\":\"shop\"}|(field 'name'): a text.",
                "{\"name\":\"lamp\"|is not well-formed",
                "{\"name\":\"lamp\",\"template\":\"shop\"} {}|there is more after the end of the value",
                "[]|has another form than is expected here: an object like {...}.",
                "null|The body is empty",
                "''|The body is empty",
                "name=lamp|is not well-formed"
            })
    void body_that_is_wrong_is_refused_with_what_is_wrong(String body, String expected) throws Exception {
        server.manager.with(Shop.template("1.0"));

        var problem = server.post("/applications", body).problem(400, "INVALID");

        String detail = problem.path("detail").asText();
        assertThat(detail).contains(expected).doesNotContain("net.roboconf", "java.", "jackson");
        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void error_in_a_body_says_where_it_is() throws Exception {
        var problem = server.post("/applications", "{\n  \"name\": \"lamp\",\n  \"template\": 1x\n}")
                .problem(400, "INVALID");

        assertThat(problem.path("detail").asText()).startsWith("Line 3, column ");
    }

    @Test
    void form_is_refused_with_what_to_send() throws Exception {
        var problem = server.send(server.request("/applications")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("name=lamp")))
                .problem(415, "UNSUPPORTED_TYPE");

        assertThat(problem.path("detail").asText()).contains("Content-Type: application/json");
    }

    @Test
    void huge_json_is_refused() throws Exception {
        server.post("/applications", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}")
                .problem(413, "TOO_LARGE");
    }

    @Test
    void deep_json_is_refused() throws Exception {
        server.post("/applications", "[".repeat(100_000)).problem(400, "INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/applications/lump",
                "/applications/lump/instances",
                "/applications/lump/explanations",
                "/applications/lump/targets",
                "/applications/lump/instance?path=/db",
                "/applications/lump/instance/log?path=/db",
                "/events?application=lump"
            })
    void unknown_application_is_told_with_those_that_there_are(String path) throws Exception {
        server.manager.with(Shop.application("lamp"));

        var problem = server.get(path).problem(404, "NOT_FOUND");

        assertThat(problem.path("detail").asText())
                .isEqualTo("There is no application 'lump'; the applications are lamp.");
    }

    @Test
    void application_is_deleted() throws Exception {
        server.manager.with(Shop.application("lamp"));

        assertThat(server.delete("/applications/lamp").status()).isEqualTo(204);
        server.get("/applications/lamp").problem(404, "NOT_FOUND");
    }

    @Test
    void wrong_method_is_told_with_the_right_ones() throws Exception {
        server.manager.with(Shop.application("lamp"));

        ApiServer.Answer answer = server.send(server.request("/applications/lamp")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{}")));

        answer.problem(405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("GET", "DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/applications/lamp/nothing", "/applications/lamp/actions/explode", "//", "/v2"})
    void unknown_place_is_told_with_where_to_begin(String path) throws Exception {
        server.manager.with(Shop.application("lamp"));

        var problem = server.get(path).problem(404, "NOT_FOUND");

        assertThat(problem.path("detail").asText()).contains("GET /api/v1 lists");
    }

    @Test
    void page_is_not_a_form_that_there_is() throws Exception {
        server.send(server.request("/applications").header("Accept", "text/html"))
                .problem(406, "NOT_ACCEPTABLE");
    }

    @Test
    void unknown_query_is_refused() throws Exception {
        var problem = server.get("/applications?nmae=lamp").problem(400, "INVALID");

        assertThat(problem.path("detail").asText()).contains("There is no query parameter 'nmae' here");
    }

    @Test
    void defect_shows_a_number_and_nothing_else() throws Exception {
        server.manager.failure = new IllegalStateException("the secret inside");
        server.manager.with(Shop.template("1.0"));

        ApiServer.Answer answer = server.post("/applications", "{\"name\":\"lamp\",\"template\":\"shop\"}");

        answer.problem(500, "INTERNAL");
        assertThat(answer.text()).doesNotContain("secret", "Exception", "\tat ");
    }
}
