package net.roboconf.plugin.logger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Imported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggerPluginTest {

    @TempDir
    Path temporary;

    private final LoggerPlugin plugin = new LoggerPlugin();
    private final Map<String, String> exports = new TreeMap<>();
    private final Map<String, List<Imported>> imports = new TreeMap<>();
    private final List<String> log = new ArrayList<>();

    @Test
    void it_serves_one_installer() {
        assertThat(plugin.installers()).containsExactly("logger");
    }

    @Test
    void every_step_is_a_line() throws Exception {
        ImportChange change = new ImportChange("MySQL", imported("/db"), true);

        plugin.prepare(context());
        plugin.deploy(context());
        plugin.start(context());
        plugin.update(context(), change);
        plugin.update(context(), new ImportChange("MySQL", change.imported(), false));
        plugin.reconfigure(context());
        plugin.check(context());
        plugin.abandon(context(), Step.STOP);
        plugin.stop(context());
        plugin.undeploy(context());

        assertThat(log)
                .containsExactly(
                        "/vm/tomcat: deploy, imports 0, exports 0",
                        "/vm/tomcat: start, imports 0, exports 0",
                        "/vm/tomcat: update (MySQL of /db came or changed), imports 0, exports 0",
                        "/vm/tomcat: update (MySQL of /db left), imports 0, exports 0",
                        "/vm/tomcat: reconfigure, imports 0, exports 0",
                        "/vm/tomcat: stop, imports 0, exports 0",
                        "/vm/tomcat: undeploy, imports 0, exports 0");
    }

    @Test
    void imports_and_exports_are_counted_and_named() {
        imports.put("MySQL", List.of(imported("/db-1"), imported("/db-2")));
        imports.put("Cache", List.of());
        exports.put("Tomcat.port", "8080");
        exports.put("Tomcat.ip", "10.0.0.1");

        plugin.start(context());

        assertThat(log)
                .containsExactly("/vm/tomcat: start, imports 2 (Cache 0, MySQL 2), exports 2 (Tomcat.ip, Tomcat.port)");
    }

    @Test
    void values_are_nobodys_business() {
        imports.put("MySQL", List.of(imported("/db")));
        exports.put("Tomcat.password", "my own secret");

        plugin.start(context());

        assertThat(log).singleElement().asString().doesNotContain("secret");
    }

    @Test
    void it_needs_no_recipe() {
        assertThat(plugin.reads("scripts/start.sh")).isFalse();
        assertThat(plugin.optionalSteps(new Recipe(temporary.resolve("none"), Set.of("scripts/check.sh"))))
                .isEmpty();
    }

    private static Imported imported(String path) {
        return new Imported(new InstancePath(path), Map.of("password", "an imported secret"));
    }

    private StepContext context() {
        return new StepContext(
                "shop",
                new InstancePath("/vm/tomcat"),
                "Tomcat",
                "logger",
                exports,
                List.of(),
                imports,
                Map.of(),
                temporary.resolve("recipe"),
                temporary.resolve("work"),
                "step-1",
                Duration.ofSeconds(60),
                log::add);
    }
}
