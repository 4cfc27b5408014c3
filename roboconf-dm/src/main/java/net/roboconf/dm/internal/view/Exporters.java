package net.roboconf.dm.internal.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.ImportedPrefix;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ImportView;

/** The instances of an application by the prefixes that they export, whether they are started or not. */
final class Exporters {

    private final Map<String, List<Located>> byPrefix = new HashMap<>();
    private final Map<String, ExternalExports> externalOf;
    private final List<Located> external = new ArrayList<>();

    /** @param external for each component, what its instances export to other applications */
    Exporters(Collection<Located> instances, Map<String, ExternalExports> external) {
        externalOf = external;
        for (Located located : instances) {
            if (external.containsKey(located.instance().component().name())) {
                this.external.add(located);
            }
            for (String prefix : located.instance().component().exportedPrefixes()) {
                byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()).add(located);
            }
        }
    }

    /** All that could export a prefix, sorted by path. */
    List<Located> of(String prefix) {
        return byPrefix.getOrDefault(prefix, List.of());
    }

    /** All that could export to other applications, sorted by path. */
    List<Located> external() {
        return external;
    }

    /** Those that do now, for an importer in another application. */
    List<ImportView.Provider> external(ImportedPrefix imported, String application) {
        List<ImportView.Provider> providers = new ArrayList<>();
        for (Located located : external) {
            if (isExporting(located)) {
                Map<String, String> variables = new LinkedHashMap<>(externalOf
                        .get(located.instance().component().name())
                        .seen(located.instance().observed().exports()));
                variables.keySet().removeIf(alias -> !imported.includes(alias));
                providers.add(
                        new ImportView.Provider(application, located.instance().path(), variables));
            }
        }
        return providers;
    }

    /** Those that do now. */
    List<ImportView.Provider> providers(ImportedPrefix imported, InstancePath importer) {
        List<ImportView.Provider> providers = new ArrayList<>();
        for (Located located : of(imported.prefix())) {
            if (!located.instance().path().equals(importer) && isExporting(located)) {
                providers.add(new ImportView.Provider(null, located.instance().path(), variables(located, imported)));
            }
        }
        return providers;
    }

    static boolean isExporting(Located located) {
        return located.instance().observed() != null
                && located.instance().observed().state() == InstanceState.DEPLOYED_STARTED
                && !located.isVoid();
    }

    private static Map<String, String> variables(Located located, ImportedPrefix imported) {
        Map<String, String> variables = new LinkedHashMap<>();
        String start = imported.prefix() + ".";
        located.instance().observed().exports().forEach((name, value) -> {
            if (name.startsWith(start) && imported.includes(name.substring(start.length()))) {
                variables.put(name.substring(start.length()), value);
            }
        });
        return variables;
    }
}
