package net.roboconf.core.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.roboconf.core.dsl.DiagnosticExamples.Entry;
import net.roboconf.core.dsl.DiagnosticExamples.ExampleFile;

/** Writes {@code docs/diagnostics.md}. */
final class DiagnosticsPage {

    /** What an example has where it shows nothing else. */
    static final Map<String, String> COMMON = Map.of(
            "descriptor/application.properties",
            "name = example\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = main.graph\n",
            "graph/main.graph",
            String.join(
                    "\n",
                    "VM {",
                    "\tinstaller: target;",
                    "\tchildren: Tomcat, MySQL;",
                    "\texports: ip, port = 22;",
                    "}",
                    "",
                    "Tomcat {",
                    "\tinstaller: script;",
                    "\texports: ip, port = 8080;",
                    "\timports: MySQL.ip;",
                    "}",
                    "",
                    "MySQL {",
                    "\tinstaller: script;",
                    "\texports: ip;",
                    "}",
                    ""));

    private static final Map<String, String> TITLES = Map.of(
            "P", "The text of a file",
            "PM", "What a block says",
            "CO", "Names and files that refer to each other",
            "RM", "The sense of the graph, the instances and the descriptor",
            "PROJ", "The folders and files of a project",
            "REC", "Recipes and targets",
            "CMD", "Commands",
            "RULE", "Autonomic rules",
            "REST", "Requests to the Deployment Manager");

    private final StringBuilder text = new StringBuilder();

    private DiagnosticsPage() {}

    static String of(Map<DiagnosticCode, Entry> entries) {
        DiagnosticsPage page = new DiagnosticsPage();
        page.introduction();
        String prefix = "";
        for (DiagnosticCode code : DiagnosticCode.values()) {
            if (!DiagnosticExamples.prefix(code).equals(prefix)) {
                prefix = DiagnosticExamples.prefix(code);
                page.line("## " + TITLES.get(prefix));
            }
            page.entry(code, entries.get(code));
        }
        return page.text.toString().stripTrailing() + '\n';
    }

    private void introduction() {
        line("# What is wrong with a project, and how to put it right");
        line(
                "Each finding has a code. Codes keep their names and their order; those of Roboconf 0.9 mean what they meant"
                        + " there. A project with an *error* cannot be used; one with a *warning* can, but says something that its"
                        + " author did probably not mean. The beginning of a code says which stage finds it:");
        line(Arrays.stream(DiagnosticCode.values())
                .map(DiagnosticExamples::prefix)
                .distinct()
                .map(prefix -> "- `" + prefix + "`: [" + TITLES.get(prefix) + "](#" + anchor(TITLES.get(prefix)) + ")")
                .collect(Collectors.joining("\n")));
        line(
                "This page is generated: `DiagnosticsPageTest` says how. It tries every example. What an example does not show"
                        + " is as follows; instances begin in `instances/main.instances` where it is shown. Components have a"
                        + " recipe only where one is shown, and the warning about that is left out elsewhere.");
        files(
                "In every project",
                COMMON.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(file -> new ExampleFile(file.getKey(), file.getValue(), false))
                        .toList());
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '-');
    }

    private void entry(DiagnosticCode code, Entry entry) {
        line("### " + code);
        String level =
                switch (code.level()) {
                    case SEVERE -> "Error";
                    case WARNING -> "Warning";
                };
        line("*" + level + ".* " + entry.meaning());
        if (!entry.never().isEmpty()) {
            line("No example: " + entry.never());
            return;
        }
        files("Wrong", entry.wrong());
        if (!entry.also().isEmpty()) {
            line("This gives "
                    + entry.also().stream().map(other -> '`' + other + '`').collect(Collectors.joining(" and "))
                    + " as well.");
        }
        files("Right", entry.right());
    }

    private void files(String title, List<ExampleFile> files) {
        String start = title + ", ";
        for (ExampleFile file : files) {
            if (file.absent()) {
                line(start + "without `" + file.path() + "`.");
            } else if (file.text().isBlank()) {
                line(start + (file.path().endsWith("/") ? "with a folder `" : "with an empty `") + file.path() + "`.");
            } else {
                line(start + '`' + file.path() + "`:");
                line("```\n" + file.text() + "```");
            }
            start = "and ";
        }
    }

    /** A paragraph. */
    private void line(String paragraph) {
        text.append(paragraph).append("\n\n");
    }
}
