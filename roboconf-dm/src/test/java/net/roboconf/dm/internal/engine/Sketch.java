package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.ImportedVariable;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/** Templates for tests, in few words. */
public final class Sketch {

    /** The identifier of every template here. */
    public static final TemplateId ID = new TemplateId("lamp", "1.0");

    private Sketch() {}

    /** Database, application servers and balancer, each on a machine; the database optionally imports its clients. */
    public static StoredTemplate lamp(int tomcats) {
        List<InstanceDefinition> roots = new ArrayList<>();
        roots.add(on("db", "mysql", "MySQL"));
        for (int i = 1; i <= tomcats; i++) {
            roots.add(on("app-" + i, "tomcat", "Tomcat"));
        }
        roots.add(on("front", "apache", "Apache"));
        return template(
                List.of(
                        machine("VM", "MySQL", "Tomcat", "Apache"),
                        component("MySQL", exports("ip", "port=3306"), optional("Tomcat")),
                        random("Tomcat", "httpPort", exports("ip"), mandatory("MySQL")),
                        component("Apache", exports("ip", "port=80"), mandatory("Tomcat"))),
                roots);
    }

    /** A machine on which an engine runs that carries inner machines. */
    public static StoredTemplate nested() {
        InstanceDefinition inner = instance("box", "Box", instance("shop", "Shop"));
        return template(
                List.of(
                        machine("VM", "Docker"),
                        over(component("Docker", exports("port=4243"), List.of()), "Box"),
                        machine("Box", "Shop"),
                        component("Shop", exports("ip"), List.of())),
                List.of(instance("vm", "VM", instance("docker", "Docker", inner))));
    }

    public static StoredTemplate template(List<ComponentDeclaration> components, List<InstanceDefinition> roots) {
        return template(components, roots, Map.of());
    }

    static StoredTemplate template(
            List<ComponentDeclaration> components,
            List<InstanceDefinition> roots,
            Map<String, Map<String, String>> supervision) {
        return new StoredTemplate(
                ID,
                "lamp",
                "",
                List.of(),
                List.of(),
                components,
                roots,
                null,
                Map.of(),
                supervision,
                Map.of("@VM", "t"),
                0);
    }

    /** What exports to a {@link #till}: a desk on a machine. */
    public static StoredTemplate bank(String template, String prefix) {
        return other(
                template,
                List.of(machine("VM", "Desk"), component("Desk", exports("ip", "port=90", "secret=s"), List.of())),
                List.of(on("vm-1", "desk", "Desk")),
                new ExternalExports(prefix, Map.of("number", "Desk.port", "ip", "Desk.ip")));
    }

    /** What imports from a {@link #bank}: a till that needs one, on a machine of its own, and a clock that does not. */
    public static StoredTemplate till(String prefix) {
        return other(
                ID.name(),
                List.of(
                        machine("VM", "Till", "Clock"),
                        component("Till", exports("ip"), List.of(new ImportedVariable(prefix, "*", false, true))),
                        component("Clock", exports("ip"), List.of())),
                List.of(on("vm-1", "till", "Till"), on("vm-2", "clock", "Clock")),
                null);
    }

    private static StoredTemplate other(
            String name,
            List<ComponentDeclaration> components,
            List<InstanceDefinition> roots,
            ExternalExports exports) {
        return new StoredTemplate(
                new TemplateId(name, "1.0"),
                name,
                "",
                List.of(),
                List.of(),
                components,
                roots,
                exports,
                Map.of(),
                Map.of(),
                Map.of("@VM", "t"),
                0);
    }

    public static ComponentDeclaration machine(String name, String... children) {
        return new ComponentDeclaration(name, "target", null, List.of(), List.of(children), List.of(), List.of());
    }

    public static ComponentDeclaration component(
            String name, List<ExportDeclaration> exports, List<ImportedVariable> imports) {
        return new ComponentDeclaration(name, "script", null, List.of(), List.of(), exports, imports);
    }

    public static ComponentDeclaration random(
            String name, String port, List<ExportDeclaration> exports, List<ImportedVariable> imports) {
        List<ExportDeclaration> all = new ArrayList<>(exports);
        all.add(new ExportDeclaration(port, null, "port"));
        return component(name, all, imports);
    }

    static ComponentDeclaration over(ComponentDeclaration component, String... children) {
        return new ComponentDeclaration(
                component.name(),
                component.installer(),
                null,
                List.of(),
                List.of(children),
                component.exports(),
                component.imports());
    }

    public static List<ExportDeclaration> exports(String... written) {
        return Arrays.stream(written)
                .map(export -> export.contains("=")
                        ? ExportDeclaration.of(export.split("=")[0], export.split("=")[1])
                        : ExportDeclaration.of(export))
                .toList();
    }

    public static List<ImportedVariable> mandatory(String prefix) {
        return List.of(new ImportedVariable(prefix, "*", false, false));
    }

    public static List<ImportedVariable> optional(String prefix) {
        return List.of(new ImportedVariable(prefix, "*", true, false));
    }

    public static InstanceDefinition instance(String name, String component, InstanceDefinition... children) {
        return new InstanceDefinition(name, component, Map.of(), Map.of(), List.of(), List.of(children));
    }

    static InstanceDefinition on(String machine, String name, String component) {
        return instance(machine, "VM", instance(name, component));
    }
}
