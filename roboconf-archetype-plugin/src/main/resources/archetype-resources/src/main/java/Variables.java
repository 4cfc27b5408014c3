package ${package};

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Imported;

/** What a step knows, as a file of properties. */
final class Variables {

    private Variables() {}

    /**
     * Writes the file anew, for the agent's user alone: there may be passwords among the values.
     *
     * @param change null unless the step is an update
     */
    static void write(StepContext context, ImportChange change, Path file) throws IOException {
        Properties variables = new Properties();
        variables.setProperty("application", context.application());
        variables.setProperty("component", context.component());
        variables.setProperty("path", context.path().value());
        putAll(variables, "data.", context.data());
        putAll(variables, "export.", context.exports());
        context.imports().forEach((prefix, exporters) -> putImports(variables, prefix, exporters));
        if (change != null) {
            variables.setProperty("change.prefix", change.prefix());
            variables.setProperty("change.present", Boolean.toString(change.present()));
            putImported(variables, "change.", change.imported());
        }

        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(file)) {
            variables.store(writer, null);
        }
    }

    /** {@code import.MySQL.count = 1}, {@code import.MySQL.0.path = /db/mysql}, {@code import.MySQL.0.ip = 10.0.0.5}. */
    private static void putImports(Properties variables, String prefix, List<Imported> exporters) {
        variables.setProperty("import." + prefix + ".count", Integer.toString(exporters.size()));
        for (int i = 0; i < exporters.size(); i++) {
            putImported(variables, "import." + prefix + "." + i + ".", exporters.get(i));
        }
    }

    private static void putImported(Properties variables, String name, Imported imported) {
        variables.setProperty(name + "path", imported.path().value());
        putAll(variables, name, imported.variables());
    }

    private static void putAll(Properties variables, String name, Map<String, String> values) {
        values.forEach((key, value) -> variables.setProperty(name + key, value));
    }
}
