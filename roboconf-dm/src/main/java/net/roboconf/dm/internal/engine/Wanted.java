package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.messaging.SupervisionSettings;
import net.roboconf.core.model.InstanceExports;
import net.roboconf.core.model.VariableName;

/** Says of instances of the model what an agent must know. */
final class Wanted {

    private Wanted() {}

    static DesiredInstance of(InstanceNode node, InstanceState expected) {
        Map<String, String> exports = new HashMap<>();
        List<String> addresses = new ArrayList<>();
        split(node, exports, addresses);
        List<DesiredImport> imports = node.component.importedPrefixes().values().stream()
                .map(imported -> new DesiredImport(
                        imported.prefix(),
                        imported.optional(),
                        imported.wildcard(),
                        imported.wildcard() ? List.of() : List.copyOf(imported.variables()),
                        imported.external(),
                        imported.external() ? node.application.providers(imported.prefix()) : List.of()))
                .toList();
        return new DesiredInstance(
                node.path(),
                node.component.name(),
                node.component.installer(),
                expected,
                node.stored.attempt(),
                exports,
                addresses,
                List.copyOf(node.component.exportedPrefixes()),
                node.application.template.external().get(node.component.name()),
                imports,
                node.application.template.stored().recipes().get(node.component.name()),
                node.stored.data(),
                supervision(node));
    }

    private static Supervision supervision(InstanceNode node) {
        Map<String, String> ofRecipe =
                node.application.template.stored().supervision().getOrDefault(node.component.name(), Map.of());
        return SupervisionSettings.overlay(
                SupervisionSettings.overlay(Supervision.DEFAULT, ofRecipe),
                SupervisionSettings.ofData(node.stored.data()));
    }

    static DesiredAncestor ancestor(InstanceNode node) {
        Map<String, String> exports = new HashMap<>();
        List<String> addresses = new ArrayList<>();
        split(node, exports, addresses);
        return new DesiredAncestor(node.path(), node.component.name(), exports, addresses);
    }

    private static void split(InstanceNode node, Map<String, String> exports, List<String> addresses) {
        InstanceExports all = InstanceExports.of(node.component, node.stored.overrides(), node.path(), null);
        all.values().forEach((name, value) -> {
            if (VariableName.parse(name).isIp()) {
                addresses.add(name);
            } else if (value != null) {
                exports.put(name, value);
            }
        });
    }
}
