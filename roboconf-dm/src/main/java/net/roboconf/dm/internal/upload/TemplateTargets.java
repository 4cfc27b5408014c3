package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.dm.Problem;
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

    final List<Problem> problems = new ArrayList<>();

    private final TemplateId template;
    private final Path project;
    private final Map<String, Map<String, String>> idsByFolder = new HashMap<>();

    TemplateTargets(ApplicationTemplate read, Path project) throws IOException {
        this.template = new TemplateId(read.name(), read.version());
        this.project = project;
        for (Component component : read.graph().components().values()) {
            String folder = read.recipes().get(component.name());
            if (component.isMachine() && folder != null) {
                Map<String, String> ids = idsByFolder.get(folder);
                if (ids == null) {
                    ids = read(folder);
                    idsByFolder.put(folder, ids);
                }
                String chosen = ids.size() == 1 ? ids.values().iterator().next() : ids.get(PREFERRED);
                if (chosen != null) {
                    associations.put("@" + component.name(), chosen);
                }
            }
        }
    }

    /** The identifiers by file. */
    private Map<String, String> read(String folder) throws IOException {
        Map<String, String> ids = new TreeMap<>();
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(project.resolve(folder), "*.properties")) {
            found.forEach(files::add);
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String id = read(folder + "/" + name, file);
            if (id != null) {
                ids.put(name, id);
            }
        }
        return ids;
    }

    private String read(String shown, Path file) throws IOException {
        Map<String, String> properties = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties lines = new Properties();
            lines.load(reader);
            lines.stringPropertyNames()
                    .forEach(key -> properties.put(key, lines.getProperty(key).trim()));
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            problems.add(Problem.ofFile(
                    "REC_TARGET_INVALID_FILE_OR_CONTENT", shown, "These properties cannot be read: " + e.getMessage()));
            return null;
        }
        String id = properties.remove("id");
        if (id == null || id.isBlank()) {
            problems.add(Problem.ofFile("REC_TARGET_NO_ID", shown, "The target has no id; add a line 'id = ...'"));
            return null;
        }
        if (properties.getOrDefault("handler", "").isBlank()) {
            problems.add(Problem.ofFile(
                    "REC_TARGET_NO_HANDLER", shown, "The target '" + id + "' has no handler; add 'handler = ...'"));
            return null;
        }
        if (targets.put(id, new StoredTarget(id, properties, template)) != null) {
            problems.add(Problem.ofFile(
                    "REC_TARGET_CONFLICTING_ID", shown, "Another target of this template has the id '" + id + "'"));
        }
        return id;
    }
}
