package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final String CLOUD =
            "{\"handler\":\"openstack\",\"name\":\"Our cloud\",\"properties\":{\"openstack.password\":\"s3cret\"}}";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @Test
    void target_is_added_then_replaced() throws Exception {
        ApiServer.Answer added = server.put("/targets/cloud", CLOUD);
        ApiServer.Answer replaced = server.put("/targets/cloud", CLOUD);

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/api/v1/targets/cloud");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(server.manager.orders)
                .hasSize(2)
                .containsOnly("put target cloud {handler=openstack, name=Our cloud, openstack.password=s3cret}");
    }

    @Test
    void values_of_properties_never_come_out() throws Exception {
        ApiServer.Answer added = server.put("/targets/cloud", CLOUD);

        for (ApiServer.Answer answer :
                new ApiServer.Answer[] {added, server.get("/targets"), server.get("/targets/cloud")}) {
            assertThat(answer.text()).contains("openstack.password").doesNotContain("s3cret");
        }
    }

    @Test
    void targets_are_uploaded_with_their_scripts() throws Exception {
        ApiServer.Answer answer = server.send(server.request("/targets")
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofString("PK")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/0/id").asText()).isEqualTo("cloud");
        assertThat(answer.json().at("/0/files/0").asText()).isEqualTo("agent.script.sh");
        assertThat(server.manager.orders).containsExactly("upload targets 2");
    }

    @Test
    void target_is_added_once_by_post() throws Exception {
        String local = "{\"id\":\"here\",\"handler\":\"local\"}";

        assertThat(server.post("/targets", local).status()).isEqualTo(201);
        server.post("/targets", local).problem(409, "CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{}}",
                "{\"handler\":\"local\",\"properties\":{\"handler\":\"ec2\"}}",
                "{\"id\":\"other\",\"handler\":\"local\"}",
                "{\"handler\":\"local\",\"properties\":{\"mode\":null}}"
            })
    void target_that_cannot_be_is_refused(String body) throws Exception {
        server.put("/targets/here", body).problem(400, "INVALID");

        assertThat(server.manager.orders).isEmpty();
    }

    @Test
    void target_is_deleted() throws Exception {
        server.put("/targets/cloud", CLOUD);

        assertThat(server.delete("/targets/cloud").status()).isEqualTo(204);
        server.delete("/targets/cloud").problem(404, "NOT_FOUND");
    }

    @Test
    void provider_is_asked_about_a_target() throws Exception {
        server.put("/targets/cloud", CLOUD);
        server.manager.check = new TargetCheck(false, "There is no image 'debain'; did you mean 'debian'?");

        assertThat(server.post("/targets/cloud/check").json().toString())
                .isEqualTo("{\"usable\":false,\"message\":\"There is no image 'debain'; did you mean 'debian'?\"}");
        server.post("/targets/clout/check").problem(404, "NOT_FOUND");
    }

    @Test
    void leaks_are_listed_and_deleted() throws Exception {
        server.put("/targets/cloud", CLOUD);
        Leak kept = new Leak("cloud", "volume", "v1", "data", new MachineKey("k1"), "in use");
        server.manager.leaks = new LeakReport(List.of(kept), Map.of("moon", "It did not answer"));

        String shown = "{\"leaks\":[{\"target\":\"cloud\",\"kind\":\"volume\",\"id\":\"v1\",\"name\":\"data\","
                + "\"machine\":\"k1\",\"kept\":\"in use\"}],\"unasked\":{\"moon\":\"It did not answer\"}}";
        assertThat(server.get("/leaks").json().toString()).isEqualTo(shown);
        assertThat(server.manager.orders).noneMatch(order -> order.startsWith("delete leaks"));
        assertThat(server.delete("/leaks?target=cloud").json().toString()).isEqualTo(shown);
        assertThat(server.manager.orders).contains("delete leaks of cloud");
        server.delete("/leaks?target=clout").problem(404, "NOT_FOUND");
    }

    @Test
    void target_is_associated_with_an_application_a_component_and_an_instance() throws Exception {
        server.manager.with(Shop.application("lamp"));
        server.put("/targets/cloud", CLOUD);

        server.put("/applications/lamp/targets", "{\"target\":\"cloud\"}");
        server.put("/applications/lamp/targets?scope=@VM", "{\"target\":\"cloud\"}");
        ApiServer.Answer answer = server.put("/applications/lamp/targets?scope=/db", "{\"target\":\"cloud\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).extracting(a -> a.path("scope").asText()).containsExactly("", "/db", "@VM");
    }

    @Test
    void association_is_taken_away() throws Exception {
        server.manager.with(Shop.application("lamp"));
        server.put("/targets/cloud", CLOUD);
        server.put("/applications/lamp/targets?scope=/db", "{\"target\":\"cloud\"}");

        assertThat(server.delete("/applications/lamp/targets?scope=/db").status())
                .isEqualTo(204);
        server.delete("/applications/lamp/targets?scope=/db").problem(404, "NOT_FOUND");
    }

    @Test
    void unknown_target_is_not_associated() throws Exception {
        server.manager.with(Shop.application("lamp"));

        server.put("/applications/lamp/targets", "{\"target\":\"cloud\"}").problem(404, "NOT_FOUND");

        assertThat(server.manager.orders).isEmpty();
    }
}
