package net.roboconf.core.dsl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.roboconf.core.Allocations;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.model.InstanceDefinition;

/**
 * What Jazzer calls with every input that it makes up, and what a test calls with those that are kept. An input is a whole
 * project: the texts of its files, parted by {@code ~}, in the order of {@link #FILES}.
 *
 * <p>An input is a find if reading it throws, breaks a law of the language, or allocates more memory than its length
 * accounts for; Jazzer itself watches the time.
 */
public final class LanguageFuzzer {

    private static final List<String> FILES = List.of(
            "graph/g.graph",
            "instances/i.instances",
            "descriptor/application.properties",
            "graph/other.graph",
            "commands/c.commands",
            "rules.autonomic/r.drl");

    private static final List<String> KINDS = List.of("x.graph", "x.instances", "x.commands", "x.drl");

    /** What reading nothing allocates, with much to spare, in bytes. */
    private static final long ALLOCATED_ONCE = 1_000_000;

    /** What a byte of input may make the reader allocate, in bytes. */
    private static final long ALLOCATED_PER_BYTE = 20_000;

    /** What an instance may: a count makes many of few bytes. */
    private static final long ALLOCATED_PER_INSTANCE = 2_000;

    /** More are allowed, but take a second for nothing new. */
    private static final long MOST_COUNTED = 10_000;

    private static final Pattern COUNT = Pattern.compile("count\\s*:[\\s\"]*0*(\\d{1,7})");

    private LanguageFuzzer() {}

    /** Jazzer knows this method by its name. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        if (counted(text) <= MOST_COUNTED) {
            KINDS.forEach(name -> Validation.file(name, input));
            check(text);
        }
    }

    static void check(String input) {
        Map<String, String> files = new LinkedHashMap<>();
        Iterator<String> texts = Arrays.asList(input.split("~", FILES.size())).iterator();
        FILES.stream().filter(file -> texts.hasNext()).forEach(file -> files.put(file, texts.next()));

        LoadedProject project = load(files);
        require(project.template().isPresent() == project.errors().isEmpty(), "a template exactly if no error");
        files.forEach(LanguageFuzzer::checkFile);
        checkMemory(input, files, project);
    }

    private static LoadedProject load(Map<String, String> files) {
        return new ProjectLoader().load(Example.project(files, "g.graph", "i.instances"));
    }

    private static void checkMemory(String input, Map<String, String> files, LoadedProject project) {
        long instances =
                project.template().map(template -> size(template.instances())).orElse(0L) + counted(input);
        long allowed = ALLOCATED_ONCE + ALLOCATED_PER_BYTE * input.length() + ALLOCATED_PER_INSTANCE * instances;
        long allocated = Allocations.least(allowed, () -> load(files));
        require(allocated <= allowed, allocated + " bytes allocated for " + input.length() + " characters");
    }

    /** The names that counts make are looked at also where the project has errors. */
    private static long counted(String input) {
        return COUNT.matcher(input)
                .results()
                .mapToLong(count -> Long.parseLong(count.group(1)))
                .sum();
    }

    /** Instances of one count share what is over them, so that there may be more of them than objects. */
    private static long size(List<InstanceDefinition> instances) {
        long size = instances.size();
        List<InstanceDefinition> last = null;
        for (InstanceDefinition instance : instances) {
            size += instance.children() == last ? 0 : size(instance.children());
            last = instance.children();
        }
        return size;
    }

    private static void checkFile(String file, String text) {
        StringBuilder printed = new StringBuilder();
        for (SourceLine line : SyntaxParser.parse(file, text).tree().source().lines()) {
            printed.append(line.raw()).append('\n');
        }
        require(printed.toString().equals(text.endsWith("\n") ? text : text + '\n'), "the tree is the text");
        if (Formatter.format(file, text) instanceof Formatted.Canonical once) {
            require(Formatter.format(file, once.text()).equals(once), "formatting twice is formatting once");
        }
    }

    private static void require(boolean law, String what) {
        if (!law) {
            throw new AssertionError("Broken: " + what);
        }
    }
}
