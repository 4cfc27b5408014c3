package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {

    private static final String BINDINGS = "/applications/lamp/bindings";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @BeforeEach
    void a_lamp_that_could_be_bound_to_two_banks() {
        server.manager.with(Shop.application("lamp").imports("Bank", "a bank", "b-bank"));
    }

    @Test
    void prefix_that_is_bound_to_nothing_is_listed_with_what_it_could_be_bound_to() throws Exception {
        assertThat(server.get(BINDINGS).text())
                .isEqualTo("[{\"prefix\":\"Bank\",\"optional\":false,\"providers\":[],"
                        + "\"candidates\":[\"a bank\",\"b-bank\"]}]");
        assertThat(server.get("/applications/lamp").text()).contains("\"unbound\":[\"Bank\"]");
    }

    @Test
    void one_more_provider_is_bound() throws Exception {
        ApiServer.Answer answer = server.put(BINDINGS + "/Bank/a%20bank", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"providers\":[\"a bank\"]");
        assertThat(server.manager.orders).containsExactly("bind Bank to a bank");
        assertThat(server.get("/applications/lamp").text())
                .contains("\"bindings\":{\"Bank\":[\"a bank\"]},\"unbound\":[]");
    }

    @Test
    void all_providers_are_replaced_at_once() throws Exception {
        server.put(BINDINGS + "/Bank/b-bank", "");
        ApiServer.Answer answer = server.put(BINDINGS + "/Bank", "{\"providers\":[\"a bank\"]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"providers\":[\"a bank\"]");
        assertThat(server.manager.orders).endsWith("rebind Bank to [a bank]");
    }

    @Test
    void one_provider_is_unbound_and_the_other_stays() throws Exception {
        server.put(BINDINGS + "/Bank", "{\"providers\":[\"a bank\",\"b-bank\"]}");

        assertThat(server.delete(BINDINGS + "/Bank/a%20bank").status()).isEqualTo(204);
        assertThat(server.get(BINDINGS + "/Bank").text()).contains("\"providers\":[\"b-bank\"]");
        server.delete(BINDINGS + "/Bank/a%20bank").problem(404, "NOT_FOUND");
    }

    @Test
    void all_are_unbound() throws Exception {
        server.put(BINDINGS + "/Bank/b-bank", "");

        assertThat(server.delete(BINDINGS + "/Bank").status()).isEqualTo(204);
        assertThat(server.get(BINDINGS + "/Bank").text()).contains("\"providers\":[]");
    }

    @Test
    void prefix_that_is_not_imported_is_refused_with_those_that_are() throws Exception {
        ApiServer.Answer answer = server.put(BINDINGS + "/Bnk/b-bank", "");

        answer.problem(404, "NOT_FOUND");
        assertThat(answer.text()).contains("it imports Bank");
        assertThat(server.manager.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"providers\":null}", "{\"providers\":[null]}", "{\"provider\":\"a\"}", "[]"})
    void body_that_says_no_providers_is_refused(String body) throws Exception {
        assertThat(server.put(BINDINGS + "/Bank", body).status()).isEqualTo(400);
        assertThat(server.manager.orders).isEmpty();
    }
}
