package net.roboconf.plugin.bash.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.plugin.StepContext.Imported;

/**
 * All imports as JSON, however many they are:
 *
 * <pre>{"Tomcat":[{"path":"/vm-1/tomcat","variables":{"ip":"10.0.0.1","port":"8080"}}]}</pre>
 *
 * <p>What is imported from another application has {@code "application":"billing"} before its path.
 */
final class ImportsFile {

    private static final JsonFactory JSON = new JsonFactory();

    private ImportsFile() {}

    /** Writes the file anew, for the owner's eyes only: a program that still reads the old one is not disturbed. */
    static void write(Path file, Map<String, List<Imported>> imports) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.newByteChannel(
                        fresh,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                .close();
        try (OutputStream out = Files.newOutputStream(fresh);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, List<Imported>> prefix : new TreeMap<>(imports).entrySet()) {
                json.writeArrayFieldStart(prefix.getKey());
                for (Imported imported : prefix.getValue()) {
                    write(json, imported);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(JsonGenerator json, Imported imported) throws IOException {
        json.writeStartObject();
        if (imported.application() != null) {
            json.writeStringField("application", imported.application());
        }
        json.writeStringField("path", imported.path().value());
        json.writeObjectFieldStart("variables");
        for (Map.Entry<String, String> variable : new TreeMap<>(imported.variables()).entrySet()) {
            json.writeStringField(variable.getKey(), variable.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
