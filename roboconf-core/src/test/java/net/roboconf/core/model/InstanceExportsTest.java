package net.roboconf.core.model;

import static net.roboconf.core.model.ComponentSketch.facet;
import static net.roboconf.core.model.ComponentSketch.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceExportsTest {

    private static final InstancePath PATH = new InstancePath("/VM 1/my-server");

    private static Component component(ComponentSketch sketch) {
        ComponentDeclaration declaration = sketch.declaration();
        return Graph.of(List.of(facet("Web", List.of(), List.of(), "ip", "port=80")), List.of(declaration))
                .component(declaration.name())
                .orElseThrow();
    }

    @Test
    void a_full_name_overrides_one_variable() {
        Component server = component(named("Server").having("Web"));

        InstanceExports exports = InstanceExports.of(server, Map.of("Web.port", "81"), PATH, "10.0.0.1");

        assertThat(exports.values()).contains(entry("Web.port", "81"), entry("Server.port", "80"));
        assertThat(exports.underPrefix("Web")).containsExactly(entry("ip", "10.0.0.1"), entry("port", "81"));
        assertThat(exports.byLocalName()).containsEntry("port", "80");
        assertThat(exports.ambiguousKeys()).isEmpty();
    }

    @Test
    void a_local_name_overrides_the_only_variable_of_that_name() {
        Component server = component(named("Server").exporting("port=80"));

        InstanceExports exports = InstanceExports.of(server, Map.of("port", "81"), PATH, null);

        assertThat(exports.values()).containsExactly(entry("Server.port", "81"));
        assertThat(exports.ambiguousKeys()).isEmpty();
        assertThat(exports.unknownKeys()).isEmpty();
    }

    @Test
    void a_local_name_of_several_variables_overrides_all_and_is_exported_too() {
        Component server = component(named("Server").having("Web"));

        InstanceExports exports = InstanceExports.of(server, Map.of("port", "81"), PATH, null);

        assertThat(exports.values()).contains(entry("Web.port", "81"), entry("Server.port", "81"), entry("port", "81"));
        assertThat(exports.ambiguousKeys()).containsExactly(entry("port", List.of("Web.port", "Server.port")));
    }

    @Test
    void a_name_that_the_component_does_not_know_is_exported_as_it_is() {
        Component server = component(named("Server").exporting("port=80"));

        InstanceExports exports = InstanceExports.of(server, Map.of("colour", "red"), PATH, null);

        assertThat(exports.values()).containsEntry("colour", "red");
        assertThat(exports.unknownKeys()).containsExactly("colour");
        assertThat(exports.byLocalName()).containsEntry("colour", "red");
    }

    @Test
    void every_ip_takes_the_address_of_the_machine_whatever_its_case() {
        Component server = component(named("Server").having("Web").exporting("IP=1.2.3.4"));

        assertThat(InstanceExports.of(server, Map.of("Ip", "x"), PATH, "10.0.0.1")
                        .values())
                .contains(entry("Web.ip", "10.0.0.1"), entry("Server.IP", "10.0.0.1"), entry("Ip", "10.0.0.1"));
        assertThat(InstanceExports.of(server, Map.of(), PATH, null).values())
                .contains(entry("Web.ip", null), entry("Server.IP", null));
    }

    @Test
    void references_to_the_instance_itself_are_replaced() {
        Component server = component(named("Server")
                .exporting(
                        "url=http://$(ROBOCONF_INSTANCE_NAME)/$(ROBOCONF_CLEAN_INSTANCE_PATH)", "odd=$(ROBOCONF_FOO)"));

        InstanceExports exports = InstanceExports.of(
                server,
                Map.of(
                        "id",
                        "$(ROBOCONF_COMPONENT_NAME) $(ROBOCONF_INSTANCE_PATH) $(ROBOCONF_CLEAN_REVERSED_INSTANCE_PATH)"),
                PATH,
                null);

        assertThat(exports.values())
                .containsEntry("Server.url", "http://my-server/VM_1_my_server")
                .containsEntry("Server.odd", "$(ROBOCONF_FOO)")
                .containsEntry("id", "Server /VM 1/my-server my_server_VM_1");
    }

    @Test
    void only_what_nobody_can_know_later_is_missing() {
        Component server =
                component(named("Server").having("Web").exporting("name").exportingRandom("admin"));

        assertThat(InstanceExports.of(server, Map.of(), PATH, null).missingValues())
                .containsExactly("Server.name");
        assertThat(InstanceExports.of(server, Map.of("name", ""), PATH, null).missingValues())
                .isEmpty();
    }

    @Test
    void clean_paths_hold_only_word_characters() {
        assertThat(CleanPath.of(new InstancePath("/VM/my-server"))).isEqualTo("VM_my_server");
        assertThat(CleanPath.reversed(new InstancePath("/VM/my-server"))).isEqualTo("my_server_VM");
        assertThat(CleanPath.reversed(new InstancePath("/a b/c.d/e"))).isEqualTo("e_c_d_a_b");
    }
}
