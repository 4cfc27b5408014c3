package net.roboconf.plugin.bash.internal;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.plugin.StepContext.Imported;

/**
 * A Mustache template of a script. Its model:
 *
 * <pre>importLists[] { prefix, imports[] { exportedVars[] { name, value } } }</pre>
 *
 * <p>Values are put in as they are; what is not in the model is empty.
 */
final class ScriptTemplate {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).defaultValue("");

    private final Path template;

    ScriptTemplate(Path template) {
        this.template = template;
    }

    /**
     * Makes a program of it, which only its owner can read and run.
     *
     * @throws MustacheException when the template is malformed; says in which line
     */
    void render(Map<String, List<Imported>> imports, Path program) throws IOException {
        String text;
        try (Reader reader = Files.newBufferedReader(template, StandardCharsets.UTF_8)) {
            text = COMPILER.compile(reader).execute(model(imports));
        }
        Files.deleteIfExists(program);
        Files.newByteChannel(
                        program,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                .close();
        Files.writeString(program, text, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> model(Map<String, List<Imported>> imports) {
        List<Map<String, Object>> lists = new TreeMap<>(imports)
                .entrySet().stream()
                        .map(prefix -> Map.of(
                                "prefix",
                                prefix.getKey(),
                                "imports",
                                prefix.getValue().stream()
                                        .map(ScriptTemplate::model)
                                        .toList()))
                        .toList();
        return Map.of("importLists", lists);
    }

    private static Map<String, Object> model(Imported imported) {
        List<Map<String, String>> variables = new TreeMap<>(imported.variables())
                .entrySet().stream()
                        .map(variable -> Map.of("name", variable.getKey(), "value", variable.getValue()))
                        .toList();
        return Map.of("exportedVars", variables);
    }
}
