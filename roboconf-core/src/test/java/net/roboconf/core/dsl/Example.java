package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of {@code src/test/resources/dsl}, which says itself what must be found in it and where. */
final class Example {

    private static final Pattern DIRECTIVE = Pattern.compile("#!(next|end|file|project)?((?: +[A-Z_]+)+)\\s*$");

    private final Path file;
    private final List<String> lines;

    private Example(Path file) {
        this.file = file;
        try {
            this.lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(String name) {
        try {
            URI resources = Example.class.getResource("/dsl").toURI();
            return Path.of(resources).resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Example> allIn(String folder, String extension) throws IOException {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(f -> f.toString().endsWith(extension)).sorted().map(Example::new).toList().stream();
        }
    }

    static String text(String path) {
        return String.join("\n", new Example(folder(path)).lines) + '\n';
    }

    String name() {
        return file.getFileName().toString();
    }

    String text() {
        return String.join("\n", lines) + '\n';
    }

    /** What must be found, as {@code line: code}, sorted. */
    List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = DIRECTIVE.matcher(lines.get(i));
            if (matcher.find()) {
                String where = matcher.group(1) == null ? "" : matcher.group(1);
                int line =
                        switch (where) {
                            case "next" -> i + 2;
                            case "end" -> lines.size() + 1;
                            case "file", "project" -> 0;
                            default -> i + 1;
                        };
                for (String code : matcher.group(2).strip().split(" +")) {
                    expected.add(finding(line, code));
                }
            }
        }
        return expected.stream().sorted().toList();
    }

    static List<String> found(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(d -> d.code() != DiagnosticCode.PROJ_NO_RESOURCE_DIRECTORY)
                .map(d -> finding(d.location().line(), d.code().name()))
                .sorted()
                .toList();
    }

    private static String finding(int line, String code) {
        return String.format("%3d: %s", line, code);
    }

    /** A project of the given files and a descriptor that names the first ones. */
    static MemoryFiles project(Map<String, String> files, String graph, String instances) {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.putIfAbsent(
                "descriptor/application.properties",
                "name = example\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = " + graph + '\n'
                        + (instances.isEmpty() ? "" : "instance-entry-point = " + instances + '\n'));
        return new MemoryFiles(all);
    }

    @Override
    public String toString() {
        return name();
    }
}
