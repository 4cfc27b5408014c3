package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.roboconf.core.Allocations;
import net.roboconf.core.dsl.commands.CommandContext;
import net.roboconf.core.dsl.commands.CommandParser;
import net.roboconf.core.dsl.commands.RuleParser;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Four times as large a file takes about four times the effort: the memory that is allocated on the way. */
class CommandsLinearEffortTest {

    private static final int SMALL = 500;
    private static final Graph GRAPH = Graph.of(
            List.of(),
            List.of(
                    new ComponentDeclaration("VM", "target", null, List.of(), List.of("Server"), List.of(), List.of()),
                    new ComponentDeclaration("Server", "bash", null, List.of(), List.of(), List.of(), List.of())));

    enum Shape {
        CREATIONS(n -> each(n, i -> "create VM as vm" + i + "\ncreate Server as s under /vm" + i)),
        INDEXES(n -> each(n, i -> "define x = vm$(SMART_INDEX)\ncreate VM as $(x)")),
        REDEFINITIONS(n -> each(n, i -> "define x" + i + " = value\nwrite $(x" + i / 2 + ") into /tmp/x")),
        RENAMINGS(n -> each(n, i -> "create VM as a" + i + "\nrename /a" + i + " as b" + i)),
        DELETIONS(n -> each(n, i -> "create VM as a" + i + "\ndelete /a" + i + "\ndelete instances of Server")),
        ERRORS(n -> each(n, i -> "create Vm as 1\nstop all /nowhere" + i + "\nfoo $(x" + i + ")\nrename /x as y" + i)),
        ONE_LINE(n -> "email with " + "$(x) a # ".repeat(n)),
        JOINED_LINES(n -> "write a \\\n".repeat(n) + "into x"),
        OPEN_VARIABLES(n -> "write " + "$(".repeat(8 * n)),
        LONG_PATH(n -> "create VM as 1\nstop all " + "/vm".repeat(8 * n)),
        KEYWORDS(n -> "create " + "as under ".repeat(4 * n)),
        RULE_COMMANDS(n -> "rule \"a\" when e then " + "start; stop // no\n".repeat(n) + "end"),
        RULE_COMMENTS(n -> "/* \" ".repeat(2 * n) + "*/ rule " + "\" # \n".repeat(n)),
        RULE_SETTINGS(n -> "rule \"a\" " + "sleep period is 5s\n".repeat(n));

        private final IntFunction<String> text;

        Shape(IntFunction<String> text) {
            this.text = text;
        }

        private static String each(int n, IntFunction<String> lines) {
            return IntStream.range(0, n).mapToObj(lines).collect(Collectors.joining("\n"));
        }
    }

    private static long effort(Shape shape, int size) {
        String text = shape.text.apply(size);
        List<InstanceDefinition> instances =
                List.of(new InstanceDefinition("vm", "VM", Map.of(), Map.of(), List.of(), List.of()));
        CommandContext context =
                CommandContext.forChecking(Optional.of(GRAPH), Optional.of(instances), Optional.of(Set.of("start")));
        return Allocations.least(() -> {
            if (shape.name().startsWith("RULE")) {
                new RuleParser().parse("r.drl", text, context.commands());
            } else {
                new CommandParser().parse("c.commands", text, context);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void effort_grows_with_the_size_of_the_file_and_no_faster(Shape shape) {
        long small = effort(shape, SMALL);
        long large = effort(shape, 4 * SMALL);

        assertThat(large).isLessThan(6 * small);
    }
}
