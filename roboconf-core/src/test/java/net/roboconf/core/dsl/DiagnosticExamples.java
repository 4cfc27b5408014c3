package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code src/test/resources/diagnostics} says of each code: what it means, a wrong and a right example, what else the
 * wrong one is told, or why there is no example.
 */
final class DiagnosticExamples {

    private static final Path FOLDER = Path.of("src/test/resources/diagnostics");
    private static final Pattern PATH = Pattern.compile("-?[\\w.-]+/[\\w./-]*");

    /**
     * One code.
     *
     * @param wrong gives the code; empty if no example can
     * @param right does not give it
     * @param also what the wrong example gives as well
     * @param never why there is no example; empty if there is one
     */
    record Entry(String meaning, List<ExampleFile> wrong, List<ExampleFile> right, List<String> also, String never) {}

    /** A file of an example. An {@code absent} one is not there, though every other example has it. */
    record ExampleFile(String path, String text, boolean absent) {}

    private DiagnosticExamples() {}

    static Map<DiagnosticCode, Entry> all() {
        Map<DiagnosticCode, Entry> entries = new EnumMap<>(DiagnosticCode.class);
        List<String> prefixes = Arrays.stream(DiagnosticCode.values())
                .map(DiagnosticExamples::prefix)
                .distinct()
                .toList();
        for (String prefix : prefixes) {
            for (String section : read(prefix).split("(?m)^== ")) {
                if (!section.isBlank()) {
                    int end = section.indexOf('\n');
                    DiagnosticCode code = DiagnosticCode.valueOf(section.substring(0, end));
                    if (entries.put(code, entry(section.substring(end + 1))) != null) {
                        throw new IllegalStateException(code + " is there twice.");
                    }
                }
            }
        }
        return entries;
    }

    static String prefix(DiagnosticCode code) {
        return code.name().substring(0, code.name().indexOf('_'));
    }

    private static String read(String prefix) {
        try {
            return Files.readString(FOLDER.resolve(prefix + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String section) {
        Map<String, String> parts = new LinkedHashMap<>();
        String[] texts = section.split("(?m)^-- ");
        for (String text : Arrays.asList(texts).subList(1, texts.length)) {
            int end = text.indexOf('\n');
            parts.put(text.substring(0, end), text.substring(end + 1));
        }
        return new Entry(
                texts[0].strip(),
                files(parts.getOrDefault("wrong", "")),
                files(parts.getOrDefault("right", "")),
                Optional.ofNullable(parts.get("also"))
                        .map(codes -> List.of(codes.strip().split("\\s+")))
                        .orElse(List.of()),
                parts.getOrDefault("never", "").strip());
    }

    private static List<ExampleFile> files(String text) {
        List<ExampleFile> files = new ArrayList<>();
        String path = null;
        List<String> lines = new ArrayList<>();
        for (String line : text.stripTrailing().split("\n")) {
            if (PATH.matcher(line).matches()) {
                if (path != null) {
                    files.add(file(path, lines));
                }
                path = line;
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        if (path != null) {
            files.add(file(path, lines));
        }
        return files;
    }

    private static ExampleFile file(String path, List<String> lines) {
        boolean absent = path.startsWith("-");
        String text = lines.stream().map(line -> line + '\n').collect(Collectors.joining());
        return new ExampleFile(absent ? path.substring(1) : path, text, absent);
    }
}
