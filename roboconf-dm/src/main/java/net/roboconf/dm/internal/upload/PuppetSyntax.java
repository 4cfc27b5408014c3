package net.roboconf.dm.internal.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.Outcome;
import net.roboconf.core.process.Program;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.dm.Problem;

/**
 * Has the manifests of Puppet recipes read by Puppet itself, where it is installed beside the Deployment Manager. Puppet
 * only parses: nothing of a recipe is executed. Safe for use by many threads.
 */
final class PuppetSyntax {

    private static final String NOT_CHECKED = "REC_PUPPET_NOT_CHECKED";

    private static final String PUPPET = "puppet";

    /** Far below what a command line can hold, however long the names are. */
    private static final int FILES_PER_RUN = 200;

    private final ProgramRunner runner;
    private final MachineEnvironment inherited;
    private final Duration limit;

    /**
     * Prepares.
     *
     * @param inherited what Puppet inherits; it is looked for in its {@code PATH}
     * @param limit for one run
     */
    PuppetSyntax(ProgramRunner runner, MachineEnvironment inherited, Duration limit) {
        this.runner = runner;
        this.inherited = inherited;
        this.limit = limit;
    }

    /** For this host. */
    static PuppetSyntax ofThisHost() {
        return new PuppetSyntax(ProgramRunner.ofThisHost(), MachineEnvironment.ofThisProcess(), Duration.ofSeconds(60));
    }

    /**
     * What was found.
     *
     * @param errors in manifests
     * @param warnings that manifests could not be checked
     */
    record Findings(List<Problem> errors, List<Problem> warnings) {

        private static Findings notChecked(String why) {
            return new Findings(
                    List.of(),
                    List.of(Problem.of(
                            NOT_CHECKED,
                            "The Puppet manifests were not checked: " + why
                                    + " The template can be used all the same; a mistake in them shows when they are"
                                    + " applied.")));
        }
    }

    /**
     * Checks all manifests.
     *
     * @param work an empty folder for what Puppet writes
     */
    Findings check(ApplicationTemplate template, Path project, Path work) throws IOException {
        List<List<String>> recipes = manifests(template, project);
        if (recipes.isEmpty()) {
            return new Findings(List.of(), List.of());
        }
        Optional<Path> puppet = find();
        if (puppet.isEmpty()) {
            return Findings.notChecked("the command 'puppet' is not on the host of the Deployment Manager. Install it"
                    + " there to have mistakes found when a template is uploaded.");
        }
        List<Problem> errors = new ArrayList<>();
        for (List<String> manifests : recipes) {
            for (int from = 0; from < manifests.size(); from += FILES_PER_RUN) {
                List<String> some = manifests.subList(from, Math.min(manifests.size(), from + FILES_PER_RUN));
                Findings found = run(puppet.get(), some, project, work);
                if (!found.warnings.isEmpty()) {
                    return new Findings(errors, found.warnings);
                }
                errors.addAll(found.errors);
            }
        }
        return new Findings(errors, List.of());
    }

    /** By recipe: two of them may hold the same module, whose functions Puppet refuses to read twice in one run. */
    private static List<List<String>> manifests(ApplicationTemplate template, Path project) throws IOException {
        TreeSet<String> folders = new TreeSet<>();
        template.graph().components().values().stream()
                .filter(component -> PUPPET.equalsIgnoreCase(component.installer()))
                .map(component -> template.recipes().get(component.name()))
                .filter(folder -> folder != null)
                .forEach(folders::add);
        List<List<String>> recipes = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(project.resolve(folder))) {
                List<String> manifests = files.filter(
                                file -> file.toString().endsWith(".pp") && Files.isRegularFile(file))
                        .map(file -> project.relativize(file).toString())
                        .sorted()
                        .toList();
                if (!manifests.isEmpty()) {
                    recipes.add(manifests);
                }
            }
        }
        return recipes;
    }

    private Optional<Path> find() {
        return Stream.of(inherited
                        .variables()
                        .getOrDefault("PATH", "/usr/bin:/bin")
                        .split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PUPPET))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Findings run(Path puppet, List<String> manifests, Path project, Path work) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                puppet.toString(),
                "parser",
                "validate",
                "--render-as",
                "json",
                "--color",
                "false",
                "--log_level",
                "err",
                "--confdir",
                work.resolve("conf").toString(),
                "--vardir",
                work.resolve("var").toString()));
        manifests.forEach(manifest -> command.add("./" + manifest));
        Map<String, String> variables = new HashMap<>(inherited.restored());
        variables.put("LC_ALL", "C.UTF-8");
        Mark mark = new Mark("ROBOCONF_CHECK", UUID.randomUUID().toString());
        List<String> output = new ArrayList<>();
        Outcome outcome;
        try {
            outcome = runner.run(new Program(command, project, variables, inherited, mark, work), limit, output::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The check of the Puppet manifests was interrupted");
        }
        if (outcome instanceof Outcome.TimedOut) {
            return Findings.notChecked("Puppet did not end within " + limit.toSeconds() + " s.");
        }
        if (outcome instanceof Outcome.Ended ended && ended.exitCode() == 0) {
            return new Findings(List.of(), List.of());
        }
        List<Problem> errors = errors(output, project);
        return errors.isEmpty()
                ? Findings.notChecked("Puppet failed (" + String.join(" / ", outcome.tail()) + ").")
                : new Findings(errors, List.of());
    }

    /** What Puppet says of files; empty when it says something else. */
    private static List<Problem> errors(List<String> output, Path project) throws IOException {
        JsonNode found;
        try {
            found = new JsonMapper().readTree(String.join("\n", output));
        } catch (JsonProcessingException e) {
            return List.of();
        }
        Path root = project.toRealPath();
        List<Problem> errors = new ArrayList<>();
        for (JsonNode error : found) {
            String shown = error.path("file").asText();
            Path file = Path.of(shown);
            if (file.startsWith(root)) {
                shown = root.relativize(file).toString();
            }
            errors.add(new Problem(
                    DiagnosticCode.REC_PUPPET_SYNTAX_ERROR.name(),
                    shown,
                    error.path("line").asInt(),
                    error.path("pos").asInt(),
                    "This is not valid Puppet code: " + error.path("message").asText()));
        }
        return errors;
    }
}
