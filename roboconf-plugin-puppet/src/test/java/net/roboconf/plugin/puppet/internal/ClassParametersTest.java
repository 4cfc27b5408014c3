package net.roboconf.plugin.puppet.internal;

import static net.roboconf.testkit.plugin.RecipeSketch.imported;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext.Imported;
import net.roboconf.testkit.plugin.RecipeSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassParametersTest {

    @TempDir
    Path temporary;

    private RecipeSketch recipe;

    @BeforeEach
    void sketch() throws IOException {
        recipe = new RecipeSketch(temporary, "puppet");
    }

    @Test
    void each_step_has_its_running_state() {
        Map<Step, Object> states = new HashMap<>();
        Arrays.stream(Step.values()).forEach(step -> states.put(step, of(step).get("runningState")));

        Map<Step, Object> expected = new HashMap<>();
        expected.put(Step.DEPLOY, "stopped");
        expected.put(Step.START, "running");
        expected.put(Step.UPDATE, null);
        expected.put(Step.RECONFIGURE, null);
        expected.put(Step.CHECK, "running");
        expected.put(Step.STOP, "stopped");
        expected.put(Step.UNDEPLOY, null);
        assertThat(states).isEqualTo(expected);
    }

    @Test
    void every_step_knows_its_instance_and_the_folder_of_that() {
        assertThat(of(Step.DEPLOY))
                .containsEntry("instancePath", "/my vm/tomcat-1")
                .containsEntry("workDir", recipe.work.toString());
    }

    @Test
    void exports_are_there_by_local_name_in_lower_case() {
        recipe.exports = Map.of("Tomcat.httpPort", "8080", "Facet.httpPort", "1", "Facet.ip", "10.0.0.1", "bare", "x");

        assertThat(of(Step.START))
                .containsEntry("httpport", "8080")
                .containsEntry("ip", "10.0.0.1")
                .containsEntry("bare", "x");
        assertThat(recipe.log).isEmpty();
    }

    @Test
    void imports_are_there_by_prefix_path_and_local_name() {
        recipe.imports(
                "MySQL", imported("/db 1/mysql", "ip", "10.0.0.1", "rootPassword", "x"), imported("/db 2/mysql"));
        recipe.imports("Cache");

        assertThat(of(Step.START))
                .containsEntry(
                        "mysql",
                        Map.of("/db 1/mysql", Map.of("ip", "10.0.0.1", "rootPassword", "x"), "/db 2/mysql", Map.of()))
                .containsEntry("cache", null);
    }

    @Test
    void the_same_path_in_two_applications_is_two_exporters() {
        InstancePath path = new InstancePath("/vm/db");
        recipe.imports(
                "MySQL", new Imported(path, Map.of("ip", "1")), new Imported("Billing", path, Map.of("ip", "2")));

        assertThat(of(Step.START))
                .containsEntry("mysql", Map.of("/vm/db", Map.of("ip", "1"), "Billing/vm/db", Map.of("ip", "2")));
    }

    @Test
    void an_update_tells_what_came() {
        Map<String, Object> parameters = ClassParameters.of(
                recipe.context(), Step.UPDATE, new ImportChange("MySQL", imported("/db", "ip", "1"), true));

        Map<String, Object> expected = new HashMap<>();
        expected.put("added", Map.of("/db", Map.of("ip", "1")));
        expected.put("removed", null);
        expected.put("component", "MySQL");
        assertThat(parameters).containsEntry("importDiff", expected);
    }

    @Test
    void an_update_tells_what_left() {
        Map<String, Object> parameters = ClassParameters.of(
                recipe.context(), Step.UPDATE, new ImportChange("MySQL", imported("/db", "ip", "1"), false));

        Map<String, Object> expected = new HashMap<>();
        expected.put("added", null);
        expected.put("removed", Map.of("/db", Map.of("ip", "1")));
        expected.put("component", "MySQL");
        assertThat(parameters).containsEntry("importDiff", expected);
    }

    @Test
    void only_an_update_has_a_difference() {
        assertThat(of(Step.START)).doesNotContainKey("importDiff");
    }

    @Test
    void names_become_what_puppet_takes_for_a_parameter() {
        recipe.exports = Map.of("Tomcat.http-port", "1", "Tomcat.a.b", "2", "Tomcat.2nd", "3", "Tomcat.é", "4");

        assertThat(of(Step.START).keySet())
                .containsExactlyInAnyOrder("runningState", "instancePath", "workDir", "http_port", "a_b", "_2nd", "_");
    }

    @Test
    void of_two_names_that_puppet_cannot_tell_apart_the_first_one_stays() {
        recipe.exports = Map.of("Tomcat.MySQL", "mine", "Tomcat.http-port", "1", "Tomcat.http_port", "2");
        recipe.imports("mysql", imported("/db"));

        assertThat(of(Step.START))
                .containsEntry("mysql", Map.of("/db", Map.of()))
                .containsEntry("http_port", "1");
        assertThat(recipe.log).hasSize(2).anyMatch(line -> line.contains("'MySQL'") && line.contains("$mysql"));
    }

    private Map<String, Object> of(Step step) {
        return ClassParameters.of(recipe.context(), step, null);
    }
}
