package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Ancestor;
import net.roboconf.core.plugin.StepContext.Imported;

/** A recipe on disk, in a folder with a space, and the context of a step that runs it. */
final class RecipeSketch {

    final Path recipe;
    final Path work;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final String stepId = UUID.randomUUID().toString();

    String component = "Tomcat";
    InstancePath path = new InstancePath("/my vm/tomcat-1");
    Map<String, String> exports = new TreeMap<>();
    List<Ancestor> ancestors = new ArrayList<>();
    Map<String, List<Imported>> imports = new TreeMap<>();
    Duration timeLimit = Duration.ofSeconds(60);

    RecipeSketch(Path temporary) throws IOException {
        recipe = Files.createDirectories(temporary.resolve("the recipe"));
        work = Files.createDirectories(temporary.resolve("the work"));
    }

    RecipeSketch file(String name, String content) throws IOException {
        Path file = recipe.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    RecipeSketch imports(String prefix, Imported... imported) {
        imports.put(prefix, List.of(imported));
        return this;
    }

    static Imported imported(String path, String... namesAndValues) {
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Imported(new InstancePath(path), variables);
    }

    StepContext context() {
        return new StepContext(
                "shop", path, component, "puppet", exports, ancestors, imports, Map.of(), recipe, work, stepId,
                timeLimit, log::add);
    }
}
