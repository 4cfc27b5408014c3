package net.roboconf.core.dsl.commands.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * Cuts a file of commands into instructions. A backslash at the end of a line joins it with the next one, whose leading
 * white space is dropped; lines that begin with {@code #} are comments.
 */
final class InstructionLines {

    private InstructionLines() {}

    static List<MappedText> of(SourceText source) {
        List<MappedText> instructions = new ArrayList<>();
        MappedText.Builder current = null;
        for (SourceLine line : source.lines()) {
            String content = line.content();
            int from = content.length() - content.stripLeading().length();
            int to = content.stripTrailing().length();
            if (current == null) {
                if (from >= to || content.charAt(from) == '#') {
                    continue;
                }
                current = new MappedText.Builder(source.file());
            }
            boolean goesOn = from < to && content.charAt(to - 1) == '\\';
            current.append(line, from, goesOn ? to - 1 : to);
            if (!goesOn) {
                add(current, instructions);
                current = null;
            }
        }
        if (current != null) {
            add(current, instructions);
        }
        return instructions;
    }

    private static void add(MappedText.Builder instruction, List<MappedText> instructions) {
        if (!instruction.isBlank()) {
            instructions.add(instruction.build());
        }
    }
}
