package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.Instruction;

/** Reads the instructions that send or write a text, or execute another command. */
final class TextInstructions {

    private static final String SUBJECT = "subject:";

    private final Scene scene;
    private final String command;
    private final Optional<Set<String>> commands;

    /**
     * @param command what the file is called that is being read
     * @param commands what can be executed, if that is known
     */
    TextInstructions(Scene scene, String command, Optional<Set<String>> commands) {
        this.scene = scene;
        this.command = command;
        this.commands = commands;
    }

    Optional<Instruction> email(Phrase line, Phrase rest) {
        int with = rest.indexOf("with");
        if (with < 0) {
            scene.malformed(line, "email name@host, other@host with message");
            return Optional.empty();
        }
        Phrase message = rest.startingAt(with + "with".length()).stripped();
        if (message.isEmpty()) {
            scene.missing(message, CMD_EMAIL_NO_MESSAGE);
            return Optional.empty();
        }
        List<String> recipients = new ArrayList<>();
        for (String address : rest.part(0, with).text().split(",")) {
            if (!address.isBlank()) {
                recipients.add(address.strip());
            }
        }
        if (!line.isSettled()) {
            return Optional.empty();
        }
        String text = message.text().replace("\\n", "\n");
        String subject = Instruction.Email.DEFAULT_SUBJECT;
        if (text.regionMatches(true, 0, SUBJECT, 0, SUBJECT.length())) {
            int end = text.indexOf('\n');
            end = end < 0 ? text.length() : end;
            subject = text.substring(SUBJECT.length(), end).strip();
            text = text.substring(Math.min(end + 1, text.length()));
        }
        return Optional.of(new Instruction.Email(line.location(), recipients, subject, text));
    }

    Optional<Instruction> write(Phrase line, Phrase rest) {
        return fileOf(line, rest, "write text into file")
                .map(into -> new Instruction.Write(line.location(), textBefore(rest), into));
    }

    Optional<Instruction> append(Phrase line, Phrase rest) {
        return fileOf(line, rest, "append text into file")
                .map(into -> new Instruction.Append(line.location(), textBefore(rest), into));
    }

    private Optional<String> fileOf(Phrase line, Phrase rest, String form) {
        int into = rest.lastIndexOf("into");
        if (into < 0) {
            scene.malformed(line, form);
            return Optional.empty();
        }
        Phrase file = rest.startingAt(into + "into".length()).stripped();
        if (file.isEmpty()) {
            scene.missing(file, CMD_MISSING_TARGET_FILE);
            return Optional.empty();
        }
        return line.isSettled() ? Optional.of(file.text()) : Optional.empty();
    }

    private static String textBefore(Phrase rest) {
        return rest.part(0, rest.lastIndexOf("into")).stripped().text();
    }

    Optional<Instruction> execute(Phrase line, Phrase rest) {
        if (rest.isEmpty()) {
            scene.missing(rest, CMD_MISSING_COMMAND_NAME);
            return Optional.empty();
        }
        if (!line.isSettled()) {
            return Optional.empty();
        }
        String name = CommandFile.withoutExtension(rest.text());
        if (name.equals(command)) {
            scene.missing(rest, CMD_LOOPING_COMMAND, name);
        } else if (commands.isPresent() && !commands.get().contains(name)) {
            scene.findings()
                    .add(rest.finding(CMD_INEXISTING_COMMAND, name)
                            .suggesting(scene.spelling().didYouMean(name, commands.get())));
        }
        return Optional.of(new Instruction.Execute(line.location(), name));
    }
}
