package net.roboconf.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * What a bundle declares to serve: by that it is known also when it cannot run, because it was made for another version of
 * Roboconf for example.
 *
 * @param namespace of the capability, such as {@code net.roboconf.plugin}
 * @param attribute of the capability that has the names, such as {@code installer}
 */
public record Declaration(String namespace, String attribute) {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** Fails unless the manifest beside a class declares just these names. */
    public void isMadeBeside(Class<?> type, Set<String> names) throws IOException {
        Path place = place(type);
        String header = header(place);
        assertThat(header)
                .as(
                        "the manifest in %s: have the build write it before the tests (the goal 'manifest' of maven-bundle-plugin)",
                        place)
                .isNotNull();
        assertThat(names(header))
                .as(
                        "what the bundle declares in its manifest: Provide-Capability: %s;%s=NAME, or %s:List<String>=\"NAME,NAME\"",
                        namespace, attribute, attribute)
                .isEqualTo(names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The classes of " + type + " are in no folder and in no jar", e);
        }
    }

    /** Empty when the manifest has none; null when there is no manifest. */
    private static String header(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            Path file = place.resolve(MANIFEST);
            if (!Files.exists(file)) {
                return null;
            }
            try (InputStream in = new FileInputStream(file.toFile())) {
                return header(new Manifest(in));
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.getManifest() == null ? null : header(jar.getManifest());
        }
    }

    private static String header(Manifest manifest) {
        String header = manifest.getMainAttributes().getValue("Provide-Capability");
        return header == null ? "" : header;
    }

    Set<String> names(String header) {
        Set<String> names = new TreeSet<>();
        for (String clause : split(header, ',')) {
            List<String> parts = split(clause, ';');
            if (parts.get(0).equals(namespace)) {
                for (String part : parts) {
                    int equals = part.indexOf('=');
                    String key = equals < 0
                            ? part
                            : part.substring(0, equals).split(":")[0].strip();
                    if (key.equals(attribute)) {
                        String value = part.substring(equals + 1).strip().replace("\"", "");
                        split(value, ',').forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
                    }
                }
            }
        }
        return names;
    }

    /** Splits outside of quotes. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (c == at && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
