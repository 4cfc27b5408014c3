package net.roboconf.agent.internal.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepContext;

/** What probes are told of an instance, for tests. */
final class Looking {

    static final InstancePath SHOP = new InstancePath("/vm/tomcat/shop");

    private Looking() {}

    /** An instance with exports, a parent, imports and data. */
    static StepContext at(Path work, Duration limit) {
        return new StepContext(
                "app",
                SHOP,
                "Shop",
                "script",
                Map.of("Shop.ip", "10.0.0.1", "Web.url", "/shop"),
                List.of(new StepContext.Ancestor(
                        new InstancePath("/vm/tomcat"), "Tomcat", Map.of("Tomcat.port", "8080"))),
                Map.of(
                        "DB",
                        List.of(new StepContext.Imported(new InstancePath("/vm/db"), Map.of("port", "3306"))),
                        "Cache",
                        List.of()),
                Map.of("secret", "hush"),
                null,
                work,
                "step-1",
                limit,
                line -> {});
    }
}
