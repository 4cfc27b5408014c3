package net.roboconf.dm.internal.front;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.FacetDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedVariable;
import net.roboconf.dm.TemplateView;

/** What the tests of REST and shell deploy: machines with a database and application servers. */
public final class Shop {

    /** A moment of 2026 in milliseconds; all that the tests see happens then. */
    public static final long NOON = 1_767_268_800_000L;

    private Shop() {}

    /** The template, of which no application is made. */
    public static TemplateView template(String version) {
        Graph graph = Graph.of(
                List.of(new FacetDeclaration("Balanced", List.of(), List.of(), List.of())),
                List.of(
                        new ComponentDeclaration(
                                "VM", "target", null, List.of(), List.of("MySQL", "Tomcat"), List.of(), List.of()),
                        new ComponentDeclaration(
                                "MySQL",
                                "script",
                                null,
                                List.of(),
                                List.of(),
                                List.of(ExportDeclaration.of("ip"), ExportDeclaration.of("port", "3306")),
                                List.of()),
                        new ComponentDeclaration(
                                "Tomcat",
                                "script",
                                null,
                                List.of("Balanced"),
                                List.of(),
                                List.of(ExportDeclaration.of("ip"), new ExportDeclaration("port", null, "port")),
                                List.of(
                                        new ImportedVariable("MySQL", "ip", false, false),
                                        new ImportedVariable("MySQL", "port", false, false)))));
        return new TemplateView(
                "shop",
                "Shop",
                version,
                "A shop on the web",
                Set.of("demo", "web"),
                graph,
                null,
                NOON,
                List.of(),
                List.of());
    }

    /** An application of three machines, nothing of it deployed. */
    public static FakeApplication application(String name) {
        FakeApplication application = new FakeApplication(name, "shop", "1.0", "");
        application.add(null, "db", "VM", "target", Map.of());
        application.add("/db", "mysql", "MySQL", "script", Map.of("MySQL.port", "3306"));
        application.add(null, "web 1", "VM", "target", Map.of());
        application.add("/web 1", "tomcat", "Tomcat", "script", Map.of("Tomcat.port", "8080"));
        return application;
    }
}
