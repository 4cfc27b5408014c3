package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.commands.CommandContext;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.dsl.commands.Instruction.Execute;
import net.roboconf.core.dsl.commands.Rule;
import net.roboconf.core.dsl.internal.Findings;
import net.roboconf.core.dsl.internal.Spelling;
import net.roboconf.core.dsl.syntax.SourceText;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;

/** Reads all commands and rules of a project. */
public final class ProjectCommands {

    private static final String COMMANDS = "commands";
    private static final String RULES = "rules.autonomic";

    private final ProjectFiles files;
    private final ProjectFiles.Listing listing;
    private final Findings findings;
    private final Spelling spelling;
    private final Set<String> names = new TreeSet<>();
    private final Map<String, CommandFile> commands = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    public ProjectCommands(ProjectFiles files, ProjectFiles.Listing listing, Findings findings, Spelling spelling) {
        this.files = files;
        this.listing = listing;
        this.findings = findings;
        this.spelling = spelling;
        for (String file : commandFiles()) {
            names.add(CommandFile.nameOf(file));
        }
    }

    private List<String> commandFiles() {
        return listing.under(COMMANDS).stream()
                .filter(file -> file.endsWith(CommandFile.EXTENSION))
                .toList();
    }

    /** Whether there is no file of commands. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * Reads the files of commands.
     *
     * @param graph empty if it is damaged
     * @param instances the root instances, empty if one of them is damaged
     */
    public void readCommands(Optional<Graph> graph, Optional<List<InstanceDefinition>> instances) {
        CommandContext context = CommandContext.forChecking(graph, instances, Optional.of(names));
        Optional<InstanceIndex> index = instances.map(InstanceIndex::new);
        for (String file : commandFiles()) {
            try {
                CommandFile read = CommandReader.read(source(file), context, index, findings, spelling);
                commands.put(read.name(), read);
            } catch (IOException e) {
                findings.add(P_IO_ERROR, Location.file(file), file, e.getMessage());
            }
        }
        checkLoops();
    }

    /** Finds what executes a command that executes it again, or itself: neither would ever end. */
    private void checkLoops() {
        Map<String, Map<String, Execute>> executed = new HashMap<>();
        commands.forEach((name, file) -> executed.put(name, executedBy(file)));
        commands.forEach((name, file) -> file.instructions().forEach(instruction -> {
            if (instruction instanceof Execute execute && !execute.command().equals(name)) {
                String other = execute.command();
                Map<String, Execute> further = executed.getOrDefault(other, Map.of());
                Execute again = further.getOrDefault(name, further.get(other));
                if (again != null) {
                    findings.add(
                            Diagnostic.of(CMD_NASTY_LOOPING_COMMAND, execute.location(), name, other, again.command())
                                    .relatedTo(again.location()));
                }
            }
        }));
    }

    private static Map<String, Execute> executedBy(CommandFile file) {
        Map<String, Execute> executed = new HashMap<>();
        for (Instruction instruction : file.instructions()) {
            if (instruction instanceof Execute execute) {
                executed.putIfAbsent(execute.command(), execute);
            }
        }
        return executed;
    }

    /** Reads the rules. */
    public void readRules() {
        for (String file : listing.under(RULES)) {
            if (file.endsWith(Rule.EXTENSION)) {
                try {
                    RuleReader.read(source(file), Optional.of(names), findings, spelling)
                            .ifPresent(rules::add);
                } catch (IOException e) {
                    findings.add(RULE_IO_ERROR, Location.file(file), file, e.getMessage());
                }
            }
        }
    }

    private SourceText source(String file) throws IOException {
        return SourceText.of(file, new String(files.read(file), StandardCharsets.UTF_8));
    }

    /** The commands by name, as far as they could be read. */
    public Map<String, CommandFile> commands() {
        return commands;
    }

    /** The rules without error. */
    public List<Rule> rules() {
        return rules;
    }
}
