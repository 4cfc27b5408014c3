package net.roboconf.plugin.puppet.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files from which Puppet takes the parameters of a class, by {@code <class>::<parameter>}. */
final class HieraData {

    private static final JsonFactory JSON = new JsonFactory();

    private static final String DATA = "data.json";

    private static final String CONFIGURATION =
            """
            ---
            version: 5
            hierarchy:
              - name: Roboconf
                datadir: .
                path: %s
                data_hash: json_data
            """
                    .formatted(DATA);

    private HieraData() {}

    /**
     * Writes them.
     *
     * @param folder exists; closed to others
     * @param parameters each a string, a map of such, or null
     * @return the configuration
     */
    static Path write(Path folder, String className, Map<String, Object> parameters) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(DATA));
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                json.writeFieldName(className + "::" + parameter.getKey());
                write(json, parameter.getValue());
            }
            json.writeEndObject();
        }
        Path configuration = folder.resolve("hiera.yaml");
        return Files.writeString(configuration, CONFIGURATION, StandardCharsets.US_ASCII);
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(literal((String) entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(literal((String) value));
        }
    }

    /** Hiera replaces <code>%{…}</code>, in keys too. This is how it is told to leave that as it is. */
    private static String literal(String text) {
        return text.replace("%{", "%{literal('%')}{");
    }
}
