package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.ImportedVariable;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/** The application that is simulated: a load balancer over shops, which need a database that grants them access. */
final class ShopModel {

    static final TemplateId TEMPLATE = new TemplateId("shop", "1.0");
    static final ExternalExports EXPORTS = new ExternalExports("Goods", Map.of("door", "Shop.port"));
    static final StoredTarget TARGET = new StoredTarget("sim", Map.of("handler", "sim"), null, null);

    private ShopModel() {}

    static StoredTemplate template(int shops) {
        return template(shops, List.of("Db", "Shop", "Cart", "Lb"), List.of(), List.of(), null);
    }

    /** A shop that takes the money of banks, if it is bound to any; its tills need one. */
    static StoredTemplate templateWithBanks(int shops) {
        return template(
                shops,
                List.of("Db", "Shop", "Cart", "Lb", "Till"),
                List.of(component("Till", List.of(), external(false))),
                List.of(machine("vm-till", instance("till", "Till"))),
                EXPORTS);
    }

    private static StoredTemplate template(
            int shops,
            List<String> onMachines,
            List<ComponentDeclaration> more,
            List<InstanceDefinition> moreInstances,
            ExternalExports exports) {
        List<ComponentDeclaration> components = new ArrayList<>(List.of(
                new ComponentDeclaration(
                        "VM", "target", null, List.of(), onMachines, List.of(ExportDeclaration.of("ip")), List.of()),
                component("Db", List.of(), imported("Shop", true)),
                component("Shop", List.of("Cart"), imported("Db", false)),
                component("Cart", List.of(), imported("Db", false), imported("Cart", true)),
                exports == null
                        ? component("Lb", List.of(), imported("Shop", false))
                        : component("Lb", List.of(), imported("Shop", false), external(true))));
        components.addAll(more);
        List<InstanceDefinition> instances = new ArrayList<>();
        instances.add(machine("vm-db", instance("db", "Db")));
        for (int i = 1; i <= shops; i++) {
            instances.add(machine("vm-" + i, shop("shop")));
        }
        instances.add(machine("vm-lb", instance("lb", "Lb")));
        instances.addAll(moreInstances);
        return new StoredTemplate(
                TEMPLATE,
                "shop",
                "",
                List.of(),
                List.of(),
                components,
                instances,
                exports,
                Map.of(),
                Map.of(),
                Map.of("@VM", "sim"),
                0);
    }

    static InstanceDefinition shop(String name) {
        return instance(name, "Shop", instance("cart", "Cart"));
    }

    private static ComponentDeclaration component(String name, List<String> children, ImportedVariable... imports) {
        return new ComponentDeclaration(
                name,
                "mock",
                null,
                List.of(),
                children,
                List.of(ExportDeclaration.of("port", "80"), ExportDeclaration.of("ip")),
                List.of(imports));
    }

    private static ImportedVariable imported(String prefix, boolean optional) {
        return new ImportedVariable(prefix, ImportedVariable.WILDCARD, optional, false);
    }

    private static ImportedVariable external(boolean optional) {
        return new ImportedVariable(BankModel.EXPORTS.prefix(), ImportedVariable.WILDCARD, optional, true);
    }

    private static InstanceDefinition machine(String name, InstanceDefinition child) {
        return instance(name, "VM", child);
    }

    private static InstanceDefinition instance(String name, String component, InstanceDefinition... children) {
        return new InstanceDefinition(name, component, Map.of(), Map.of(), List.of(), List.of(children));
    }
}
