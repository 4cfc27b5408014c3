package net.roboconf.testkit.plugin;

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

/**
 * A recipe on disk, in a folder with a space, and the context of a step that runs it. For tests of single steps, which say
 * all that counts by setting these fields; {@link TestInstance} is for those of whole lives. Not thread-safe, but for the
 * log.
 */
public final class RecipeSketch {

    /** The folder of the recipe's files; empty at first. */
    public final Path recipe;

    /** The instance's own folder. */
    public final Path work;

    /** What steps have logged, oldest first. */
    public final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** The same for all contexts of this sketch. */
    public final String stepId = UUID.randomUUID().toString();

    /** Whose recipe it is. */
    public String component = "Tomcat";

    /** Which instance it is for. */
    public InstancePath path = new InstancePath("/my vm/tomcat-1");

    /** With prefix and local name. */
    public Map<String, String> exports = new TreeMap<>();

    /** From the machine down to the parent. */
    public List<Ancestor> ancestors = new ArrayList<>();

    /** By prefix. */
    public Map<String, List<Imported>> imports = new TreeMap<>();

    /** Of the next step. */
    public Duration timeLimit = Duration.ofSeconds(60);

    private final String installer;

    /**
     * Makes its folders.
     *
     * @param temporary below which they are; exists
     * @param installer of its component
     */
    public RecipeSketch(Path temporary, String installer) throws IOException {
        this.installer = installer;
        recipe = Files.createDirectories(temporary.resolve("the recipe"));
        work = Files.createDirectories(temporary.resolve("the work"));
    }

    /** Writes a file of the recipe, with the folders that it needs. */
    public RecipeSketch file(String name, String content) throws IOException {
        Path file = recipe.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Sets the exporters of a prefix. */
    public RecipeSketch imports(String prefix, Imported... imported) {
        imports.put(prefix, List.of(imported));
        return this;
    }

    /**
     * An exporter.
     *
     * @param namesAndValues of its variables, by turns
     */
    public static Imported imported(String path, String... namesAndValues) {
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Imported(new InstancePath(path), variables);
    }

    /** The context of a step, with the values of now. */
    public StepContext context() {
        return new StepContext(
                "shop", path, component, installer, exports, ancestors, imports, Map.of(), recipe, work, stepId,
                timeLimit, log::add);
    }
}
