package net.roboconf.dm.internal.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.dm.ImportView;

/** What an instance imports under one prefix, and from whom. */
public record ImportJson(
        String prefix, boolean optional, boolean external, boolean resolved, List<Provider> providers) {

    /**
     * A started instance that exports it.
     *
     * @param application null when it is the importer's own
     */
    public record Provider(String application, String path, Map<String, String> variables) {}

    static ImportJson of(ImportView view) {
        return new ImportJson(
                view.prefix(),
                view.optional(),
                view.external(),
                view.isResolved(),
                view.providers().stream()
                        .map(p -> new Provider(p.application(), p.path().value(), new TreeMap<>(p.variables())))
                        .toList());
    }
}
