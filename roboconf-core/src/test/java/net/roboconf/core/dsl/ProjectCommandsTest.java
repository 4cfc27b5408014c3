package net.roboconf.core.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands and rules as part of a project. */
class ProjectCommandsTest {

    private static final String GRAPH = "graph/main.graph";
    private static final String INSTANCES = "instances/main.instances";

    private final Map<String, String> files = new LinkedHashMap<>();

    @BeforeEach
    void a_machine() {
        files.put(GRAPH, "VM {\n installer: target;\n}\n");
        files.put("graph/VM/", "");
        files.put(INSTANCES, "instance of VM {\n name: vm;\n}\n");
    }

    private LoadedProject load() {
        return new ProjectLoader().load(Example.project(files, "main.graph", "main.instances"));
    }

    private List<String> found() {
        return load().diagnostics().stream()
                .map(d -> d.location() + " " + d.code())
                .toList();
    }

    @Test
    void commands_and_rules_come_with_the_project() {
        files.put("commands/stop.commands", "stop all /vm\n");
        files.put("commands/more/start.commands", "deploy and start all /vm\nexecute stop\n");
        files.put("rules.autonomic/r.drl", "rule \"r\" when e then more/start end");

        LoadedProject project = load();

        assertThat(project.diagnostics()).isEmpty();
        assertThat(project.commands()).containsOnlyKeys("stop", "more/start");
        CommandFile start = project.commands().get("more/start");
        assertThat(start.instructions()).hasSize(2);
        assertThat(start.source().file()).isEqualTo("commands/more/start.commands");
        assertThat(project.rules()).extracting(Rule::commands).containsExactly(List.of("more/start"));
    }

    @Test
    void a_project_with_a_wrong_command_is_no_template() {
        files.put("commands/stop.commands", "stop all /vn\n");

        assertThat(load().template()).isEmpty();
        assertThat(found()).containsExactly("commands/stop.commands:1:10 CMD_NO_MATCHING_INSTANCE");
    }

    @Test
    void commands_that_execute_each_other_never_end() {
        files.put("commands/a.commands", "stop all /vm\nexecute b\n");
        files.put("commands/b.commands", "execute a\nexecute c\n");
        files.put("commands/c.commands", "execute c\n");
        files.put("commands/d.commands", "execute a\n");

        assertThat(found())
                .containsExactly(
                        "commands/a.commands:2:1 CMD_NASTY_LOOPING_COMMAND",
                        "commands/b.commands:1:1 CMD_NASTY_LOOPING_COMMAND",
                        "commands/b.commands:2:1 CMD_NASTY_LOOPING_COMMAND",
                        "commands/c.commands:1:9 CMD_LOOPING_COMMAND");
        assertThat(load().diagnostics().get(0))
                .hasToString("commands/a.commands:2:1: error CMD_NASTY_LOOPING_COMMAND: The command a executes b, which"
                        + " executes a: this never ends. (See commands/b.commands:1:1.)");
    }

    @Test
    void what_may_be_in_a_damaged_graph_is_not_missed() {
        files.put(GRAPH, "VM {\n installer: target\n}\nimport more.graph;\n");
        files.put("commands/a.commands", "create Server as s\ncreate VM as vm\nhello\n");

        assertThat(found())
                .containsExactly(
                        "commands/a.commands:3:1 CMD_UNRECOGNIZED_INSTRUCTION",
                        "graph/main.graph:2:19 P_PROPERTY_ENDS_WITH_SEMI_COLON",
                        "graph/main.graph:4:8 CO_UNREACHABLE_FILE");
    }

    @Test
    void what_may_be_in_a_damaged_file_of_instances_is_not_missed() {
        files.put(INSTANCES, "instance of VM {\n name: vm\n}\n");
        files.put("commands/a.commands", "stop all /vm\ncreate Server as s\n");

        assertThat(found())
                .containsExactly(
                        "commands/a.commands:2:8 CMD_INEXISTING_COMPONENT",
                        "instances/main.instances:2:10 P_PROPERTY_ENDS_WITH_SEMI_COLON");
    }

    @Test
    void each_file_begins_with_the_first_instances() {
        files.put("commands/a.commands", "rename /vm as x\nstop all /x\n");
        files.put("commands/b.commands", "rename /vm as x\nstop all /x\n");

        assertThat(found()).isEmpty();
    }

    @Test
    void commands_and_rules_that_cannot_be_read_are_findings() {
        files.put("commands/a.commands", "stop all /vm\n");
        files.put("rules.autonomic/r.drl", "rule \"r\" when e then a end");
        MemoryFiles memory = Example.project(files, "main.graph", "main.instances");

        LoadedProject project = new ProjectLoader().load(new ProjectFiles() {
            @Override
            public Listing list() {
                return memory.list();
            }

            @Override
            public byte[] read(String path) throws IOException {
                if (path.startsWith("commands") || path.startsWith("rules")) {
                    throw new IOException("disk on fire");
                }
                return memory.read(path);
            }
        });

        assertThat(project.diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "commands/a.commands: error P_IO_ERROR: commands/a.commands could not be read: disk on fire",
                        "rules.autonomic/r.drl: error RULE_IO_ERROR: The rule rules.autonomic/r.drl could not be read:"
                                + " disk on fire");
    }
}
