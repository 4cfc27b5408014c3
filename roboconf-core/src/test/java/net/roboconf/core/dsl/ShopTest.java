package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.commands.BulkAction;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.dsl.commands.Rule;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;

class ShopTest {

    private final LoadedProject project = new ProjectLoader().load(new FolderFiles(Example.folder("shop")));
    private final ApplicationTemplate shop = project.template().orElseThrow();

    @Test
    void nothing_is_wrong_with_it_but_a_missing_recipe_and_an_ambiguous_override() {
        assertThat(project.diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "graph/deep/types.graph:7:1: warning PROJ_NO_RESOURCE_DIRECTORY: The component Db has no recipe:"
                                + " there is no folder graph/Db.",
                        "instances/main.instances:8:9: warning RM_AMBIGUOUS_OVERRIDING: port stands for several"
                                + " variables of shop: Web.port, Server.port, EuroServer.port. All are set; use a full"
                                + " name to set one.");
    }

    @Test
    void the_descriptor_is_read_with_its_old_keys() {
        assertThat(shop.displayName()).isEqualTo("Bout\u00efque (demo)");
        assertThat(shop.name()).isEqualTo("Boutique (demo)");
        assertThat(shop.version()).isEqualTo("1.2.0-rc1");
        assertThat(shop.description()).isEqualTo("Sells things, to people.");
        assertThat(shop.tags()).containsExactly("demo", "web", "two words");
        assertThat(shop.externalExports())
                .contains(new ExternalExports("shop", Map.of("url", "Server.url", "port", "Web.port")));
    }

    @Test
    void the_graph_is_resolved_over_all_files() {
        assertThat(shop.graph().components()).containsOnlyKeys("VM", "Server", "EuroServer", "Db");
        assertThat(shop.graph().facets()).containsOnlyKeys("Web", "deployable");
        assertThat(shop.graph().roots()).extracting(Component::name).containsExactly("VM");
        Component euro = shop.graph().component("EuroServer").orElseThrow();
        assertThat(euro.exports()).containsKeys("Web.ip", "Server.url", "EuroServer.url", "EuroServer.currency");
        assertThat(euro.importedPrefixes().get("Db").wildcard()).isTrue();
        assertThat(euro.importedPrefixes().get("mail").external()).isTrue();
        assertThat(shop.graph().accepts("VM", "Db")).isTrue();
    }

    @Test
    void recipes_are_found_along_the_super_components() {
        assertThat(shop.recipes())
                .containsOnly(
                        entry("VM", "graph/VM"), entry("Server", "graph/Server"), entry("EuroServer", "graph/Server"));
    }

    @Test
    void a_count_yields_that_many_instances_with_the_same_children() {
        assertThat(shop.instances()).extracting(InstanceDefinition::name).containsExactly("front 1", "front 2", "back");
        InstanceDefinition front = shop.instances().get(1);
        assertThat(front.component()).isEqualTo("VM");
        assertThat(front.data()).containsOnly(entry("zone", "eu-1"));
        assertThat(front.children())
                .containsExactly(new InstanceDefinition(
                        "shop",
                        "EuroServer",
                        Map.of("port", "80", "EuroServer.currency", "CHF"),
                        Map.of(),
                        List.of(),
                        List.of()));
        assertThat(shop.instances().get(2).children().get(0).channels()).containsExactly("nightly", "weekly");
    }

    @Test
    void its_commands_and_rules_are_read() {
        assertThat(project.commands().get("start").instructions())
                .containsExactly(new Instruction.Bulk(
                        new Location("commands/start.commands", 1, 1, 26),
                        BulkAction.DEPLOY_AND_START_ALL,
                        new InstancePath("/back")));
        assertThat(project.rules())
                .containsExactly(new Rule(
                        "rules.autonomic/r.drl",
                        "r",
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        1,
                        "overloaded",
                        List.of("start")));
    }
}
