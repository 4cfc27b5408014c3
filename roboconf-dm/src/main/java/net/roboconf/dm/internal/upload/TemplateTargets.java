package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.dsl.TargetFile;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.TemplateId;

/**
 * The target definitions that come with a template: the properties files in the recipe folders of its machines. Where a
 * folder has a {@code target.properties}, or a single file, that one is associated with the component.
 */
final class TemplateTargets {

    private static final String PREFERRED = "target.properties";

    final Map<String, StoredTarget> targets = new TreeMap<>();

    /** From {@code @Component} to the identifier of a target definition. */
    final Map<String, String> associations = new HashMap<>();

    /**
     * Reads them, and keeps what comes with them.
     *
     * @param files all targets of the project, without any mistake
     * @param project where they are
     */
    TemplateTargets(ApplicationTemplate read, List<TargetFile> files, Path project, TargetFileStore store)
            throws IOException {
        TemplateId template = new TemplateId(read.name(), read.version());
        Map<String, Map<String, String>> idsByFolder = new HashMap<>();
        for (TargetFile file : files) {
            StoredScripts scripts = store.keep(project.resolve(file.folder()), file.name(), true);
            targets.put(file.id(), new StoredTarget(file.id(), file.properties(), template, scripts));
            idsByFolder.computeIfAbsent(file.folder(), f -> new TreeMap<>()).put(file.name(), file.id());
        }
        for (Component component : read.graph().components().values()) {
            if (component.isMachine()) {
                String folder = read.recipes().getOrDefault(component.name(), "");
                Map<String, String> ids = idsByFolder.getOrDefault(folder, Map.of());
                String chosen = ids.size() == 1 ? ids.values().iterator().next() : ids.get(PREFERRED);
                if (chosen != null) {
                    associations.put("@" + component.name(), chosen);
                }
            }
        }
    }
}
