package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.internal.state.StoredTarget;

/**
 * Reads target definitions out of a folder: {@code NAME.properties} each, and beside it the folder {@code NAME} with what
 * comes with it, if anything does.
 */
final class TargetArchive {

    private final TargetFileStore files;
    private final List<Problem> problems = new ArrayList<>();

    TargetArchive(TargetFileStore files) {
        this.files = files;
    }

    /**
     * The definitions, at least one.
     *
     * @throws ManagerException with all that is wrong
     */
    List<StoredTarget> read(Path unpacked) throws IOException {
        Path folder = folderIn(unpacked);
        List<String> names = TargetFileStore.list(folder).stream()
                .map(child -> child.getFileName().toString())
                .toList();
        Map<String, Map<String, String>> definitions = new TreeMap<>();
        for (String name : names) {
            if (TargetFileStore.isDefinition(name) && Files.isRegularFile(folder.resolve(name))) {
                definitions.put(name, properties(folder.resolve(name)));
            }
        }
        names.stream()
                .filter(name -> !definitions.containsKey(name))
                .filter(name -> !definitions.containsKey(name + ".properties"))
                .forEach(name -> refuse(
                        name,
                        Files.isDirectory(folder.resolve(name))
                                ? "The folder '" + name + "' belongs to no target: there is no " + name
                                        + ".properties beside it"
                                : "The file '" + name + "' belongs to no target: put it into the folder that is called"
                                        + " as the properties file of its target, without '.properties'"));
        if (definitions.isEmpty()) {
            refuse("", "There is no properties file at the top of the archive, such as cloud.properties");
        }
        checkIds(definitions);
        if (!problems.isEmpty()) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The targets cannot be used: " + problems.get(0)
                            + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""),
                    problems,
                    null);
        }
        List<StoredTarget> targets = new ArrayList<>();
        for (var definition : definitions.entrySet()) {
            Map<String, String> kept = new HashMap<>(definition.getValue());
            String id = kept.remove("id");
            targets.add(new StoredTarget(id, kept, null, files.keep(folder, definition.getKey(), false)));
        }
        return targets;
    }

    /** Where the properties files are: at the archive's root, or in the only folder there. */
    private static Path folderIn(Path unpacked) throws IOException {
        List<Path> children = TargetFileStore.list(unpacked);
        return children.size() == 1 && Files.isDirectory(children.get(0)) ? children.get(0) : unpacked;
    }

    private Map<String, String> properties(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            refuse(file.getFileName().toString(), "It cannot be read as properties in UTF-8: " + e.getMessage());
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames()
                .forEach(key -> properties.put(key, read.getProperty(key).strip()));
        return properties;
    }

    private void checkIds(Map<String, Map<String, String>> definitions) {
        Map<String, String> byId = new HashMap<>();
        definitions.forEach((name, properties) -> {
            String id = properties.getOrDefault("id", "");
            if (id.isEmpty()) {
                refuse(name, "It has no 'id', the identifier of the target; add a line 'id = ...'");
            } else if (byId.putIfAbsent(id, name) != null) {
                refuse(name, "Its id '" + id + "' is that of " + byId.get(id) + " too");
            }
        });
    }

    private void refuse(String file, String why) {
        problems.add(new Problem("REC_TARGET_INVALID_FILE_OR_CONTENT", file, 0, 0, why));
    }
}
