package net.roboconf.simulator;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.ImportedVariable;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;

/**
 * What a shop may be bound to. Its instances stand on the paths of some of the shop's, and on those of the other bank; and
 * it may be bound to the shop in turn.
 */
final class BankModel {

    static final TemplateId TEMPLATE = new TemplateId("bank", "1.0");
    static final ExternalExports EXPORTS = new ExternalExports("Bank", Map.of("number", "Desk.port", "ip", "Desk.ip"));

    private BankModel() {}

    static StoredTemplate template() {
        List<ComponentDeclaration> components = List.of(
                new ComponentDeclaration(
                        "VM",
                        "target",
                        null,
                        List.of(),
                        List.of("Desk"),
                        List.of(ExportDeclaration.of("ip")),
                        List.of()),
                new ComponentDeclaration(
                        "Desk",
                        "mock",
                        null,
                        List.of(),
                        List.of(),
                        List.of(ExportDeclaration.of("port", "90"), ExportDeclaration.of("ip")),
                        List.of(new ImportedVariable(
                                ShopModel.EXPORTS.prefix(), ImportedVariable.WILDCARD, true, true))));
        return new StoredTemplate(
                TEMPLATE,
                "bank",
                "",
                List.of(),
                List.of(),
                components,
                List.of(machine("vm-1"), machine("vm-2")),
                EXPORTS,
                Map.of(),
                Map.of(),
                Map.of("@VM", "sim"),
                0);
    }

    private static InstanceDefinition machine(String name) {
        InstanceDefinition desk = new InstanceDefinition("shop", "Desk", Map.of(), Map.of(), List.of(), List.of());
        return new InstanceDefinition(name, "VM", Map.of(), Map.of(), List.of(), List.of(desk));
    }
}
