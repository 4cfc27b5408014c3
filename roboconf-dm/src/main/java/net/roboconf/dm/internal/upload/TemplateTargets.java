package net.roboconf.dm.internal.upload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.dsl.TargetFile;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
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

    /** @param files all targets of the project, without any mistake */
    TemplateTargets(ApplicationTemplate read, List<TargetFile> files) {
        TemplateId template = new TemplateId(read.name(), read.version());
        Map<String, Map<String, String>> idsByFolder = new HashMap<>();
        for (TargetFile file : files) {
            targets.put(file.id(), new StoredTarget(file.id(), file.properties(), template));
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
