package net.roboconf.agent.internal.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.VariableName;
import net.roboconf.core.plugin.StepContext;

/** What the names in the lines of probes stand for. */
final class ProbeValues {

    /** Names that begin with this are keys of the instance's data, which may be secrets. */
    static final String DATA = "data.";

    private final StepContext context;

    ProbeValues(StepContext context) {
        this.context = context;
    }

    /**
     * The value of a name: of the instance's data, of an export by its local or full name, of an export of what it is on, or
     * of the first exporter that it imports from.
     *
     * @return empty when there is none
     */
    Optional<String> of(String name) {
        if (name.startsWith(DATA)) {
            return Optional.ofNullable(context.data().get(name.substring(DATA.length())));
        }
        return Optional.ofNullable(context.exports().get(name))
                .or(() -> Optional.ofNullable(context.exports().get(context.component() + "." + name)))
                .or(() -> byLocalName(name))
                .or(() -> ofAncestor(name))
                .or(() -> imported(name));
    }

    private Optional<String> byLocalName(String name) {
        return context.exports().entrySet().stream()
                .filter(export ->
                        VariableName.parse(export.getKey()).localName().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Optional<String> ofAncestor(String name) {
        return context.ancestors().stream()
                .map(ancestor -> ancestor.exports().get(name))
                .filter(value -> value != null)
                .findFirst();
    }

    private Optional<String> imported(String name) {
        VariableName variable = VariableName.parse(name);
        List<StepContext.Imported> exporters = context.imports().getOrDefault(variable.prefix(), List.of());
        return exporters.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(exporters.get(0).variables().get(variable.localName()));
    }

    /** Whether the name is that of an import of which there is no exporter now: nothing is wrong with that. */
    boolean isOfNobody(String name) {
        List<StepContext.Imported> exporters =
                context.imports().get(VariableName.parse(name).prefix());
        return exporters != null && exporters.isEmpty();
    }
}
