package net.roboconf.plugin.bash.internal;

import static net.roboconf.testkit.plugin.RecipeSketch.imported;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext.Ancestor;
import net.roboconf.core.plugin.StepContext.Imported;
import net.roboconf.testkit.plugin.RecipeSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptEnvironmentTest {

    private static final Path IMPORTS = Path.of("/imports.json");

    @TempDir
    Path temporary;

    private RecipeSketch recipe;

    @BeforeEach
    void sketch() throws IOException {
        recipe = new RecipeSketch(temporary, "bash");
    }

    @Test
    void everything_that_recipes_know_is_there() {
        recipe.exports = Map.of("Tomcat.port", "8080", "Tomcat.ip", "10.0.0.1", "loose", "yes");
        recipe.ancestors = List.of(new Ancestor(new InstancePath("/my vm"), "VM", Map.of("VM.ip", "10.0.0.1")));
        recipe.imports("MySQL", imported("/db/mysql", "ip", "10.0.0.2", "port", "3306"));
        recipe.imports("Cache");

        assertThat(variables(Step.START, null))
                .containsOnly(
                        Map.entry("ROBOCONF_INSTANCE_NAME", "tomcat-1"),
                        Map.entry("ROBOCONF_INSTANCE_PATH", "/my vm/tomcat-1"),
                        Map.entry("ROBOCONF_COMPONENT_NAME", "Tomcat"),
                        Map.entry("ROBOCONF_CLEAN_INSTANCE_PATH", "my_vm_tomcat_1"),
                        Map.entry("ROBOCONF_CLEAN_REVERSED_INSTANCE_PATH", "tomcat_1_my_vm"),
                        Map.entry("ROBOCONF_STEP", "start"),
                        Map.entry("ROBOCONF_FILES_DIR", recipe.recipe + "/files"),
                        Map.entry("ROBOCONF_WORK_DIR", recipe.work.toString()),
                        Map.entry("ROBOCONF_IMPORTS_FILE", "/imports.json"),
                        Map.entry("port", "8080"),
                        Map.entry("ip", "10.0.0.1"),
                        Map.entry("loose", "yes"),
                        Map.entry("ANCESTOR_VM_ip", "10.0.0.1"),
                        Map.entry("MySQL_size", "1"),
                        Map.entry("MySQL_0_name", "/db/mysql"),
                        Map.entry("MySQL_0_ip", "10.0.0.2"),
                        Map.entry("MySQL_0_port", "3306"),
                        Map.entry("Cache_size", "0"));
        assertThat(recipe.log).isEmpty();
    }

    @Test
    void an_update_tells_what_came() {
        ImportChange change = new ImportChange("MySQL", imported("/db/mysql", "ip", "10.0.0.2"), true);

        assertThat(variables(Step.UPDATE, change))
                .containsEntry("ROBOCONF_UPDATE_STATUS", "DEPLOYED_STARTED")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_INSTANCE_PATH", "/db/mysql")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_COMPONENT", "MySQL")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_ip", "10.0.0.2");
    }

    @Test
    void what_comes_from_another_application_says_so() {
        Imported desk = new Imported("a bank", new InstancePath("/vm/desk"), Map.of("number", "90"));
        recipe.imports("Bank", desk);

        assertThat(variables(Step.UPDATE, new ImportChange("Bank", desk, true)))
                .containsEntry("Bank_size", "1")
                .containsEntry("Bank_0_name", "/vm/desk")
                .containsEntry("Bank_0_number", "90")
                .containsEntry("Bank_0_application", "a bank")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_APPLICATION", "a bank")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_number", "90");
    }

    @Test
    void an_update_tells_what_left() {
        ImportChange change = new ImportChange("MySQL", imported("/db/mysql", "ip", "10.0.0.2"), false);

        assertThat(variables(Step.UPDATE, change))
                .containsEntry("ROBOCONF_UPDATE_STATUS", "DEPLOYED_STOPPED")
                .containsEntry("ROBOCONF_IMPORT_CHANGED_ip", "10.0.0.2");
    }

    @Test
    void names_are_made_readable_for_a_shell() {
        recipe.component = "my-app";
        recipe.exports = Map.of("my-app.http-port", "1", "my-app.a.b", "2", "my-app.2nd", "3");
        recipe.ancestors = List.of(new Ancestor(new InstancePath("/vm"), "big-vm", Map.of("big-vm.disk-size", "4")));
        recipe.imports("data-base", imported("/db", "user-name", "5"));

        assertThat(variables(Step.START, null))
                .containsEntry("http_port", "1")
                .containsEntry("a_b", "2")
                .containsEntry("_2nd", "3")
                .containsEntry("ANCESTOR_big_vm_disk_size", "4")
                .containsEntry("data_base_size", "1")
                .containsEntry("data_base_0_name", "/db")
                .containsEntry("data_base_0_user_name", "5");
    }

    @Test
    void of_two_names_that_a_shell_cannot_tell_the_first_stays() {
        recipe.exports = Map.of("Tomcat.a-b", "first", "Tomcat.a_b", "second");

        assertThat(variables(Step.START, null)).containsEntry("a_b", "first");
        assertThat(recipe.log).singleElement().asString().contains("'a_b'", "'a-b'");
    }

    @Test
    void what_the_component_says_comes_before_what_its_facets_say() {
        recipe.exports = Map.of("LoadBalanced.port", "1", "Tomcat.port", "2", "Zzz.port", "3");

        assertThat(variables(Step.START, null)).containsEntry("port", "2");
        assertThat(recipe.log).isEmpty();
    }

    @Test
    void no_export_hides_what_roboconf_says() {
        recipe.exports = Map.of("Tomcat.ROBOCONF-STEP", "x");

        assertThat(variables(Step.START, null)).containsEntry("ROBOCONF_STEP", "start");
    }

    @Test
    void too_many_imports_leave_their_number() {
        recipe.imports.put("Tomcat", tomcats(20_000));

        Map<String, String> variables = variables(Step.START, null);

        assertThat(variables).containsEntry("Tomcat_size", "20000").doesNotContainKey("Tomcat_0_ip");
        assertThat(recipe.log).singleElement().asString().contains("ROBOCONF_IMPORTS_FILE");
    }

    @Test
    void a_thousand_imports_fit() {
        recipe.imports.put("Tomcat", tomcats(1_000));

        assertThat(variables(Step.START, null)).containsEntry("Tomcat_999_ip", "10.0.3.231");
        assertThat(recipe.log).isEmpty();
    }

    @Test
    void what_is_inherited_counts() {
        recipe.imports.put("Tomcat", tomcats(1));

        assertThat(new ScriptEnvironment(recipe.context(), Step.START, null, IMPORTS)
                        .variables(ScriptEnvironment.LIMIT))
                .containsEntry("Tomcat_size", "1")
                .doesNotContainKey("Tomcat_0_ip");
    }

    @Test
    void one_value_that_no_environment_takes_leaves_single_imports_out() {
        recipe.imports("MySQL", imported("/db", "dump", "x".repeat(ScriptVariables.LONGEST_STRING)));
        recipe.exports = Map.of("Tomcat.big", "x".repeat(ScriptVariables.LONGEST_STRING), "Tomcat.small", "y");

        assertThat(variables(Step.START, null))
                .containsEntry("MySQL_size", "1")
                .doesNotContainKeys("MySQL_0_name", "MySQL_0_dump", "big")
                .containsEntry("small", "y");
        assertThat(recipe.log).hasSize(2);
    }

    @Property
    void every_name_becomes_one_that_a_shell_takes(@ForAll String name) {
        assertThat(VariableNames.clean(name)).matches("[A-Za-z_][A-Za-z0-9_]*");
        assertThat(VariableNames.clean(VariableNames.clean(name))).isEqualTo(VariableNames.clean(name));
    }

    private static List<Imported> tomcats(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> imported("/vm-" + i + "/tomcat", "ip", "10.0." + i / 256 + "." + i % 256, "port", "8080"))
                .toList();
    }

    private Map<String, String> variables(Step step, ImportChange change) {
        return new ScriptEnvironment(recipe.context(), step, change, IMPORTS).variables(0);
    }
}
