package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are nearly right: what people type, and what breaks parsers. */
public final class TextMutations {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            ";",
            ":",
            "#",
            "\"",
            "\n",
            "\r",
            ",",
            ".",
            "=",
            "*",
            " ",
            "\t",
            "\u00a0",
            "\uFEFF",
            "\0",
            "é",
            "import ",
            "facet ",
            "instance of ",
            "external ",
            "random[port] ",
            "(optional)",
            "count: 3;",
            "name: a;",
            "exports: ",
            "imports: ",
            "extends: ",
            "children: ",
            "VM",
            "Tomcat",
            "\ud83d");

    private TextMutations() {}

    public static List<String> examples() {
        try (Stream<Example> graphs = Example.allIn("graphs", ".graph");
                Stream<Example> instances = Example.allIn("instances", ".instances")) {
            return Stream.concat(graphs, instances).map(Example::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inserts, removes, repeats and moves pieces of a text, up to eight times. */
    public static String mutated(String text, long seed) {
        Random random = new Random(seed);
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int from = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), from + random.nextInt(30));
            String part = result.substring(from, to);
            switch (random.nextInt(4)) {
                case 0 -> result.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> result.delete(from, to);
                case 2 -> result.insert(from, part);
                default -> {
                    result.delete(from, to);
                    result.insert(random.nextInt(result.length() + 1), part);
                }
            }
        }
        return result.toString();
    }
}
