package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.core.messaging.SupervisionSettings;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.dm.Problem;

/** What the recipes of a template say of how their software is watched over: their {@value SupervisionSettings#FILE}. */
final class RecipeSupervision {

    private static final String CODE = "REC_INVALID_SUPERVISION";

    /** By component; one that says nothing is absent. */
    final Map<String, Map<String, String>> settings = new TreeMap<>();

    final List<Problem> problems = new ArrayList<>();

    RecipeSupervision(ApplicationTemplate template, Path project) throws IOException {
        Map<String, Map<String, String>> byFolder = new HashMap<>();
        for (Component component : template.graph().components().values()) {
            String folder = template.recipes().get(component.name());
            if (folder == null || component.isMachine()) {
                continue;
            }
            Map<String, String> ofFolder = byFolder.get(folder);
            if (ofFolder == null) {
                ofFolder = read(folder + "/" + SupervisionSettings.FILE, project);
                byFolder.put(folder, ofFolder);
            }
            if (!ofFolder.isEmpty()) {
                settings.put(component.name(), ofFolder);
            }
        }
    }

    private Map<String, String> read(String shown, Path project) throws IOException {
        Path file = project.resolve(shown);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> read = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties lines = new Properties();
            lines.load(reader);
            lines.stringPropertyNames().forEach(key -> read.put(key, lines.getProperty(key)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            problems.add(Problem.ofFile(CODE, shown, "These properties cannot be read: " + e.getMessage()));
        }
        read.forEach((key, value) -> SupervisionSettings.problem(key, value)
                .ifPresent(why -> problems.add(
                        Problem.ofFile(CODE, shown, "The setting " + key + " is not valid: " + why + "."))));
        return read;
    }
}
