package net.roboconf.plugin.puppet.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that Puppet has called an error in its log.
 *
 * @param resource what it is about, {@code Service[tomcat]}; empty when it is about no single one
 * @param file the manifest; empty when not known
 * @param line in the manifest, from 1; empty when not known
 * @param message in Puppet's words, without what the others say
 * @param required whether the recipe has said that the step is nothing without this resource
 */
record LoggedProblem(String resource, String file, String line, String message, boolean required) {

    /** What a recipe tags a resource with, or a class with all its resources, to say so. */
    private static final String REQUIRED = "required";

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> LEVELS = Set.of("err", "crit", "alert", "emerg");

    /** What Puppet says, in our locale, before the first resource. */
    private static final String APPLYING = "Applying configuration version";

    /** Looks at the machine before anything is applied; what it may not read is called an error, and changes nothing. */
    private static final String FACTER = "Facter";

    /** In {@code /Stage[main]/Roboconf_web/File[/etc/web]/ensure} the last segment that begins with the name of a type. */
    private static final Pattern RESOURCE =
            Pattern.compile(".*/([A-Z]\\w*(?:::[A-Z]\\w*)*\\[.*\\])(?:/[a-z_]\\w*)?", Pattern.DOTALL);

    private static final Pattern CHANGE = Pattern.compile("change from .*? to .*? failed: (?=.)", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("\\s*\\(file: [^)]*, line: [^)]*\\)\\s*$");

    boolean isAboutResource() {
        return !resource.isEmpty();
    }

    /**
     * The errors of a log, in their order.
     *
     * @param log as Puppet writes it for a name that ends with {@code .json}: an array whose end is missing, one entry per
     *     line; may not exist
     */
    static List<LoggedProblem> read(Path log) throws IOException {
        List<LoggedProblem> problems = new ArrayList<>();
        if (!Files.exists(log)) {
            return problems;
        }
        // Unlike Files.newBufferedReader, this one gets over what is no UTF-8.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    parse(line).ifPresent(problems::add);
                }
            }
        }
        return problems;
    }

    /** Whether Puppet has come as far as to apply the catalog. */
    static boolean hasBegun(Path log) throws IOException {
        return Files.exists(log) && new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains(APPLYING);
    }

    private static Optional<LoggedProblem> parse(String entry) {
        Map<String, String> fields = new HashMap<>();
        boolean required = false;
        try (JsonParser json = JSON.createParser(entry)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isScalarValue()) {
                    fields.put(name, json.getText());
                } else if (name.equals("tags") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        required |= REQUIRED.equals(json.getText());
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            // Puppet was killed while it wrote: what is whole counts.
            return Optional.empty();
        }
        String source = fields.getOrDefault("source", "");
        if (!LEVELS.contains(fields.getOrDefault("level", "")) || source.equals(FACTER)) {
            return Optional.empty();
        }
        Matcher resource = RESOURCE.matcher(source);
        return Optional.of(new LoggedProblem(
                resource.matches() ? resource.group(1) : "",
                fields.getOrDefault("file", ""),
                fields.getOrDefault("line", ""),
                withoutRest(fields.getOrDefault("message", "")),
                required));
    }

    private static String withoutRest(String message) {
        Matcher change = CHANGE.matcher(message);
        String cause = change.lookingAt() ? message.substring(change.end()) : message;
        return PLACE.matcher(cause).replaceFirst("").strip();
    }
}
