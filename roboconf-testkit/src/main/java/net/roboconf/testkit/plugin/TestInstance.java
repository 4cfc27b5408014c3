package net.roboconf.testkit.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Ancestor;
import net.roboconf.core.plugin.StepContext.Imported;

/**
 * An instance on a machine that is a folder, as an agent would show it to a plug-in: with a recipe on disk, a work folder,
 * and names and values that hold what people write: spaces, quotes, line ends, letters beyond ASCII. What it says of its
 * steps may be changed between them.
 */
public final class TestInstance {

    private static final String COMPONENT = "Tomcat";
    private static final String ODD = "with space, ünd \"quotes\"";

    private final String name;
    private final Path recipe;
    private final Path work;
    private final Path machine;
    private final Map<String, String> exports = new TreeMap<>();
    private final Map<String, List<Imported>> imports = new TreeMap<>();
    private final Map<String, String> data = new TreeMap<>();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private String installer;
    private Duration timeLimit = Duration.ofSeconds(60);

    /**
     * Makes its folders.
     *
     * @param parent below which they are; exists
     * @param name of the instance; no other one below this parent has it
     * @param installer of its component
     */
    public TestInstance(Path parent, String name, String installer) throws IOException {
        this(parent, name, installer, ODD);
    }

    /**
     * The same in a folder of another name, for tools that cannot have every character there, which their plug-in then
     * says in its documentation and in its failures.
     *
     * @param folderName as odd as the tool allows
     */
    public TestInstance(Path parent, String name, String installer, String folderName) throws IOException {
        // The system's folder for temporary files may be reached through a link.
        Path folder = Files.createDirectories(parent.toRealPath().resolve(name).resolve(folderName));
        this.name = name;
        this.installer = installer;
        recipe = Files.createDirectory(folder.resolve("recipe"));
        work = Files.createDirectory(folder.resolve("work"));
        machine = Files.createDirectory(folder.resolve("machine"));
        exports.put(COMPONENT + ".ip", "127.0.0.1");
        exports.put(COMPONENT + ".greeting", "it's a \"$HOME\" {{ 1 + 1 }}\n`größer`");
        imports.put("MySQL", List.of(imported("/db server/mysql-1"), imported("/db server/mysql-2")));
        imports.put("Cache", List.of());
    }

    /** An exporter of a database. */
    public static Imported imported(String path) {
        return new Imported(new InstancePath(path), Map.of("ip", "127.0.0.2", "port", "3306", "motto", "a'b\"c $d"));
    }

    /** Its name, which no other instance of the test has. */
    public String name() {
        return name;
    }

    /** The folder of the recipe's files; empty at first. */
    public Path recipe() {
        return recipe;
    }

    /** Its own folder, which an agent keeps from deploy until after undeploy. */
    public Path work() {
        return work;
    }

    /** Where a recipe may leave what it installs, in place of the machine's real folders. */
    public Path machine() {
        return machine;
    }

    /** What its steps printed, in order. */
    public List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /**
     * Puts a file into the recipe.
     *
     * @param file relative to the recipe's folder
     */
    public TestInstance file(String file, String content) throws IOException {
        Path path = recipe.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }

    /** Exports a variable of its component. */
    public TestInstance export(String localName, String value) {
        exports.put(COMPONENT + '.' + localName, value);
        return this;
    }

    /** Imports these and no others under a prefix. */
    public TestInstance imports(String prefix, Imported... present) {
        imports.put(prefix, List.of(present));
        return this;
    }

    /** Has a line of data. */
    public TestInstance data(String key, String value) {
        data.put(key, value);
        return this;
    }

    /** Gives its steps so much time. */
    public TestInstance timeLimit(Duration limit) {
        timeLimit = limit;
        return this;
    }

    /** The context of its next step, which has a name that was never used. */
    public StepContext step() {
        return step(recipe);
    }

    /** The same for an instance whose component has no recipe: the folder does not exist. */
    public StepContext stepWithoutRecipe() {
        return step(recipe.resolveSibling("no recipe"));
    }

    private StepContext step(Path folder) {
        return new StepContext(
                "shop",
                new InstancePath("/my vm/" + name),
                COMPONENT,
                installer,
                Map.copyOf(exports),
                List.of(new Ancestor(new InstancePath("/my vm"), "VM", Map.of("VM.ip", "127.0.0.1"))),
                Map.copyOf(imports),
                Map.copyOf(data),
                folder,
                work,
                UUID.randomUUID().toString(),
                timeLimit,
                log::add);
    }

    /** A further exporter that came: imported from now on. */
    public ImportChange arrival() {
        Imported third = imported("/db server/mysql-3");
        List<Imported> more = new ArrayList<>(imports.get("MySQL"));
        more.add(third);
        imports.put("MySQL", List.copyOf(more));
        return new ImportChange("MySQL", third, true);
    }

    /** An exporter that left: not imported any more. */
    public ImportChange departure() {
        List<Imported> fewer = new ArrayList<>(imports.get("MySQL"));
        Imported gone = fewer.remove(0);
        imports.put("MySQL", List.copyOf(fewer));
        return new ImportChange("MySQL", gone, false);
    }

    /** Its recipe as a plug-in is asked about it. */
    public Recipe asRecipe() throws IOException {
        try (Stream<Path> files = Files.walk(recipe)) {
            Set<String> names = files.filter(Files::isRegularFile)
                    .map(file -> recipe.relativize(file).toString())
                    .collect(Collectors.toSet());
            return new Recipe(recipe, names);
        }
    }

    /** A recipe without files, whose folder does not exist. */
    public Recipe noRecipe() {
        return new Recipe(recipe.resolveSibling("no recipe"), Set.of());
    }
}
