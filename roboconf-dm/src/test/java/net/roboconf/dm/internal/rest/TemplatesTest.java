package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final String ZIP = "PK\u0003\u0004 and so on";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @AfterEach
    void no_upload_stays_on_the_disk() throws IOException {
        if (Files.exists(server.uploads())) {
            try (Stream<Path> files = Files.list(server.uploads())) {
                assertThat(files).isEmpty();
            }
        }
    }

    private ApiServer.Answer upload(String type, BodyPublisher body) throws Exception {
        return server.send(
                server.request("/templates").header("Content-Type", type).POST(body));
    }

    private static BodyPublisher form(String name, String fileName, String content) {
        return BodyPublishers.ofString("--line\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + fileName + "\"\r\nContent-Type: application/zip\r\n\r\n" + content + "\r\n--line--\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/zip", "application/octet-stream", "application/x-zip-compressed"})
    void zip_is_taken_as_the_body(String type) throws Exception {
        ApiServer.Answer answer = upload(type, BodyPublishers.ofString(ZIP));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/templates/shop/1.0");
        assertThat(answer.json().path("name").asText()).isEqualTo("shop");
        assertThat(server.manager.orders).containsExactly("upload " + ZIP.length());
        assertThat(server.get("/templates/shop/1.0").status()).isEqualTo(200);
    }

    @Test
    void zip_is_taken_as_a_part_of_a_form() throws Exception {
        ApiServer.Answer answer = upload("multipart/form-data; boundary=line", form("file", "shop.zip", ZIP));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(server.manager.orders).containsExactly("upload " + ZIP.length());
    }

    @Test
    void name_of_an_uploaded_file_is_never_used() throws Exception {
        ApiServer.Answer answer =
                upload("multipart/form-data; boundary=line", form("file", "../../../etc/evil.zip", ZIP));

        assertThat(answer.status()).isEqualTo(201);
        try (Stream<Path> files = Files.walk(server.uploads().getParent())) {
            assertThat(files.filter(f -> f.toString().contains("evil"))).isEmpty();
        }
    }

    @Test
    void form_without_the_part_is_refused() throws Exception {
        upload("multipart/form-data; boundary=line", form("archive", "shop.zip", ZIP))
                .problem(400, "INVALID");
    }

    @Test
    void form_that_is_none_is_refused() throws Exception {
        upload("multipart/form-data; boundary=line", BodyPublishers.ofString("nonsense"))
                .problem(400, "BAD_REQUEST");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void zip_that_is_none_is_refused_with_what_is_wrong() throws Exception {
        var problem =
                upload("application/zip", BodyPublishers.ofString("hello")).problem(400, "INVALID");

        assertThat(problem.at("/diagnostics/0/code").asText()).isEqualTo("ZIP_UNREADABLE");
        assertThat(problem.at("/diagnostics/0/file").asText()).isEqualTo("graph/main.graph");
        assertThat(problem.at("/diagnostics/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void warnings_about_a_template_are_in_the_answer_and_nowhere_else() throws Exception {
        server.manager.warnings =
                List.of(new Problem("RM_ORPHAN_FACET", "graph/main.graph", 7, 5, "No component has the facet Web."));

        var template = upload("application/zip", BodyPublishers.ofString(ZIP)).json();

        assertThat(template.path("warnings"))
                .hasToString("[{\"code\":\"RM_ORPHAN_FACET\",\"file\":\"graph/main.graph\",\"line\":7,\"column\":5,"
                        + "\"message\":\"No component has the facet Web.\"}]");
        assertThat(server.get("/templates/shop/1.0").json().has("warnings")).isFalse();
    }

    @Test
    void other_content_is_refused() throws Exception {
        upload("text/plain", BodyPublishers.ofString(ZIP)).problem(415, "UNSUPPORTED_TYPE");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void huge_body_is_refused_before_it_is_read() throws Exception {
        byte[] huge = new byte[ApiServer.UPLOAD_LIMIT + 1];

        var problem =
                upload("application/zip", BodyPublishers.ofByteArray(huge)).problem(413, "TOO_LARGE");

        assertThat(problem.path("detail").asText()).contains("3 MiB");
        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void huge_body_of_unknown_length_is_refused_while_it_is_read() throws Exception {
        byte[] huge = new byte[ApiServer.UPLOAD_LIMIT + 1];
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge));

        upload("application/zip", chunks).problem(413, "TOO_LARGE");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void huge_form_is_refused() throws Exception {
        String huge = "x".repeat(ApiServer.UPLOAD_LIMIT);
        byte[] body = ("--line\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + huge + "\r\n--line--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        upload("multipart/form-data; boundary=line", chunks).problem(413, "TOO_LARGE");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void what_the_manager_refuses_is_told() throws Exception {
        server.manager.failure = new ManagerException(ErrorCode.CONFLICT, "shop 1.0 exists with other content.");

        var problem = upload("application/zip", BodyPublishers.ofString(ZIP)).problem(409, "CONFLICT");

        assertThat(problem.path("detail").asText()).isEqualTo("shop 1.0 exists with other content.");
    }

    @Test
    void list_can_be_limited_to_a_name() throws Exception {
        server.manager.with(Shop.template("1.0")).with(Shop.template("2.0"));

        assertThat(server.get("/templates").json()).hasSize(2);
        assertThat(server.get("/templates?name=shop").json()).hasSize(2);
        assertThat(server.get("/templates?name=other").json()).isEmpty();
    }

    @Test
    void unknown_template_is_told_with_those_that_there_are() throws Exception {
        server.manager.with(Shop.template("1.0"));

        var problem = server.get("/templates/shop/9").problem(404, "NOT_FOUND");

        assertThat(problem.path("detail").asText())
                .isEqualTo("There is no template 'shop' in version 9; the templates are shop 1.0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/templates/../../etc/passwd", "/templates/%2e%2e/%2e%2e", "/templates/..%5C..%5Cetc/1"})
    void path_that_climbs_finds_nothing(String path) throws Exception {
        ApiServer.Answer answer = server.get(path);

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.text()).doesNotContain("root:");
    }

    @Test
    void template_is_deleted() throws Exception {
        server.manager.with(Shop.template("1.0"));

        assertThat(server.delete("/templates/shop/1.0").status()).isEqualTo(204);
        server.delete("/templates/shop/1.0").problem(404, "NOT_FOUND");
    }
}
