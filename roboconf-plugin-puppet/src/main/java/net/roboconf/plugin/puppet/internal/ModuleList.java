package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepFailure;

/** The file in which a recipe says which modules of others it needs: lines {@code name = version}. */
final class ModuleList {

    static final String FILE = "modules.properties";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+[-/][a-z][a-z0-9_]*");

    /** A version or a range of them; never an option of a command. */
    private static final Pattern VERSION = Pattern.compile("([0-9<>=^~v][^\\p{Cntrl}]*)?");

    private ModuleList() {}

    /**
     * A module.
     *
     * @param name with {@code -} between its author and its own name, as archives have it
     * @param version what Puppet takes for one; empty: the newest
     */
    record Wanted(String name, String version) {

        @Override
        public String toString() {
            return version.isEmpty() ? name : name + " " + version;
        }
    }

    /**
     * The modules, sorted by name; none when there is no such file.
     *
     * @throws StepFailure when a line is not what it should be
     */
    static List<Wanted> read(Path recipe) throws IOException, StepFailure {
        Path file = recipe.resolve(FILE);
        List<Wanted> modules = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return modules;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw failure("it cannot be read: " + e.getMessage(), e);
        }
        for (String name : properties.stringPropertyNames().stream().sorted().toList()) {
            if (!NAME.matcher(name).matches()) {
                throw failure(
                        "'" + name + "' is no name of a module. Write for example: puppetlabs-stdlib = 9.4.1", null);
            }
            String version = properties.getProperty(name).strip();
            if (!VERSION.matcher(version).matches()) {
                throw failure("'" + version + "' is no version of " + name + ". Write for example: 9.4.1", null);
            }
            modules.add(new Wanted(name.replace('/', '-'), version));
        }
        return modules;
    }

    private static StepFailure failure(String what, Throwable cause) {
        return new StepFailure(Reason.STEP_FAILED, null, FILE + ": " + what, cause);
    }
}
