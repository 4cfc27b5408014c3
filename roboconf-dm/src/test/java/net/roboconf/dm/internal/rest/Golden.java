package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares answers with files that people have read: a field that is renamed or lost breaks somebody's script. With
 * {@code -Droboconf.golden=write} the files are written anew, to be read again.
 */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/net/roboconf/dm/internal/rest");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Golden() {}

    static void matches(String name, ApiServer.Answer answer) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        if ("write".equals(System.getProperty("roboconf.golden"))) {
            Files.writeString(file, JSON.writeValueAsString(answer.json()) + "\n");
        }
        assertThat(answer.json()).isEqualTo(JSON.readTree(Files.readString(file)));
    }
}
