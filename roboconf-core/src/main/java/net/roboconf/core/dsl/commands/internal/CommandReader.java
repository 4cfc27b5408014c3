package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.commands.CommandContext;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.dsl.commands.ParsedCommands;
import net.roboconf.core.dsl.commands.internal.MappedText.Opening;
import net.roboconf.core.dsl.commands.internal.Variables.Substituted;
import net.roboconf.core.dsl.internal.Findings;
import net.roboconf.core.dsl.internal.Spelling;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * Reads one file of commands, instruction by instruction. Each is read as it stands: the values of variables are put in,
 * its first word says what it is, its parts are checked, and what it does to the instances is remembered for those that
 * follow. For one use.
 *
 * <p>Where a comment may be: a line that begins with {@code #} is one. Behind an instruction a {@code #} with white space
 * on both sides begins one too, but not where a text is sent or written: there it belongs to the text.
 */
public final class CommandReader {

    private static final List<String> KEYWORDS = List.of(
            "associate",
            "change",
            "deploy",
            "stop",
            "undeploy",
            "delete",
            "email",
            "define",
            "create",
            "replicate",
            "rename",
            "write",
            "append",
            "execute");
    private static final List<String> WITH_TEXT = List.of("email", "write", "append");

    private final SourceText source;
    private final Scene scene;
    private final Findings findings;
    private final Variables variables = new Variables();
    private final Definitions definitions;
    private final ModelInstructions model;
    private final StateInstructions states;
    private final TextInstructions texts;
    private final List<Instruction> instructions = new ArrayList<>();
    private int skipped;

    private CommandReader(SourceText source, Scene scene, CommandContext context) {
        String name = CommandFile.nameOf(source.file());
        this.source = source;
        this.scene = scene;
        this.findings = scene.findings();
        this.definitions = new Definitions(scene, variables, context.clock(), context.ids());
        this.model = new ModelInstructions(scene);
        this.states = new StateInstructions(scene);
        this.texts = new TextInstructions(scene, name, context.commands());
    }

    /** Reads a file. Never fails, whatever the text is. */
    public static ParsedCommands read(String file, String text, CommandContext context) {
        Findings findings = new Findings();
        Optional<InstanceIndex> index = context.instances().map(InstanceIndex::new);
        CommandFile commands = read(SourceText.of(file, text), context, index, findings, new Spelling());
        return new ParsedCommands(commands, findings.sorted());
    }

    /** The same for one of several files: they share the index of their instances. */
    static CommandFile read(
            SourceText source,
            CommandContext context,
            Optional<InstanceIndex> index,
            Findings findings,
            Spelling spelling) {
        Scene scene = new Scene(context.graph(), index.map(PathTable::new), findings, spelling);
        return new CommandReader(source, scene, context).read();
    }

    private CommandFile read() {
        List<MappedText> lines = InstructionLines.of(source);
        if (lines.isEmpty()) {
            findings.add(CMD_NO_INSTRUCTION, Location.file(source.file()), source.file());
        }
        for (MappedText line : lines) {
            MappedText written = withoutComment(line);
            Optional<Substituted> substituted = variables.substitute(written);
            if (substituted.isEmpty()) {
                Phrase all = written.all();
                String why = "the values of all variables together have more than " + Variables.MOST_CHARACTERS
                        + " characters, so that nothing from here on is read";
                findings.add(all.finding(CMD_INVALID_SYNTAX, all.text(), why));
                break;
            }
            Substituted instruction = substituted.get();
            read(instruction.text().all().stripped(), instruction.disabled()).ifPresent(instructions::add);
        }
        return new CommandFile(CommandFile.nameOf(source.file()), source, instructions, skipped);
    }

    private static MappedText withoutComment(MappedText line) {
        Phrase all = line.all();
        if (line.text().indexOf('#') < 0 || isOneOf(WITH_TEXT, all.stripped().firstWord())) {
            return line;
        }
        int comment = all.indexOf("#");
        if (comment <= 0) {
            return line;
        }
        MappedText.Builder code = new MappedText.Builder(line.file());
        code.append(line, 0, comment);
        return code.build();
    }

    private static boolean isOneOf(List<String> words, Phrase word) {
        return words.contains(word.text().toLowerCase(Locale.ROOT));
    }

    private Optional<Instruction> read(Phrase line, boolean disabled) {
        boolean definition = Definitions.isDefinition(line);
        if (!disabled) {
            reportUnresolved(line, definition);
        }
        if (definition) {
            skipped += disabled ? 1 : 0;
            return definitions.define(line, line.after("define"), disabled);
        }
        if (disabled) {
            skipped++;
            return Optional.empty();
        }
        Phrase word = line.firstWord();
        Phrase rest = line.startingAt(word.to() - word.from()).stripped();
        return switch (word.text().toLowerCase(Locale.ROOT)) {
            case "associate" -> model.associate(line, rest);
            case "change" -> states.change(line);
            case "deploy", "stop", "undeploy", "delete" -> states.bulk(line);
            case "email" -> texts.email(line, rest);
            case "create" -> model.create(line, rest);
            case "replicate" -> model.replicate(line, rest);
            case "rename" -> model.rename(line, rest);
            case "write" -> texts.write(line, rest);
            case "append" -> texts.append(line, rest);
            case "execute" -> texts.execute(line, rest);
            default -> unrecognized(word);
        };
    }

    private Optional<Instruction> unrecognized(Phrase word) {
        if (word.isSettled()) {
            findings.add(word.finding(CMD_UNRECOGNIZED_INSTRUCTION, word.text())
                    .suggesting(scene.spelling().didYouMean(word.text(), KEYWORDS)));
        }
        return Optional.empty();
    }

    private void reportUnresolved(Phrase line, boolean definition) {
        for (Opening opening : line.source().openings()) {
            boolean builtIn = DefinedValue.isBuiltIn(opening);
            if (opening.known() || definition && builtIn) {
                continue;
            }
            Optional<String> suggestion = builtIn
                    ? Optional.of("It has a value in 'define' only: define a variable with it.")
                    : scene.spelling().didYouMean(opening.name(), variables.names());
            findings.add(new Phrase(line.source(), opening.from(), opening.to())
                    .finding(CMD_UNRESOLVED_VARIABLE, opening.name())
                    .suggesting(suggestion));
        }
    }
}
