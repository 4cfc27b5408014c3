package net.roboconf.core.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the examples in {@code src/test/resources/dsl/codes}.
 *
 * @param title {@code wrong} or {@code right}; with {@code recipe} behind it if it is a recipe project
 * @param texts of the files, by path
 * @param expected its findings: place and code
 */
record CodeExample(DiagnosticCode code, String title, Map<String, String> texts, List<String> expected) {

    private static final String DESCRIPTOR = "descriptor/application.properties";
    private static final String INDENT = "    ";
    /** Instead of a text: this file, which is there otherwise, is missing. */
    private static final String NONE = "@@none\n";

    static List<CodeExample> all() throws IOException {
        List<CodeExample> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Example.folder("codes"))) {
            for (Path file : files.sorted().toList()) {
                read(Files.readAllLines(file), examples);
            }
        }
        return examples;
    }

    private static void read(List<String> lines, List<CodeExample> examples) {
        DiagnosticCode code = null;
        String file = null;
        for (String line : lines) {
            if (line.startsWith("## ")) {
                code = DiagnosticCode.valueOf(line.substring(3));
            } else if (line.startsWith("### ")) {
                examples.add(new CodeExample(code, line.substring(4), new LinkedHashMap<>(), new ArrayList<>()));
            } else if (!line.isBlank()) {
                CodeExample last = examples.get(examples.size() - 1);
                if (!line.startsWith(INDENT)) {
                    file = line;
                    last.texts.put(file, "");
                } else if (file.equals("found")) {
                    last.expected.add(line.strip());
                } else {
                    last.texts.merge(file, line.substring(INDENT.length()) + '\n', String::concat);
                }
            }
        }
        examples.forEach(example -> example.texts.remove("found"));
    }

    List<Diagnostic> validate() {
        if (title.endsWith("recipe")) {
            return Validation.recipe(new MemoryFiles(texts));
        }
        Map<String, String> files = new LinkedHashMap<>();
        String instances =
                texts.containsKey("instances/main.instances") ? "instance-entry-point = main.instances\n" : "";
        files.put(
                DESCRIPTOR,
                "name = Shop\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n" + instances);
        files.putAll(texts);
        files.values().removeIf(NONE::equals);
        return Validation.application(new MemoryFiles(files));
    }

    @Override
    public String toString() {
        return code + " " + title;
    }
}
