package net.roboconf.core.dsl.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.commands.Instruction.Append;
import net.roboconf.core.dsl.commands.Instruction.Associate;
import net.roboconf.core.dsl.commands.Instruction.Bulk;
import net.roboconf.core.dsl.commands.Instruction.BulkOfComponent;
import net.roboconf.core.dsl.commands.Instruction.ChangeState;
import net.roboconf.core.dsl.commands.Instruction.Create;
import net.roboconf.core.dsl.commands.Instruction.Define;
import net.roboconf.core.dsl.commands.Instruction.Email;
import net.roboconf.core.dsl.commands.Instruction.Execute;
import net.roboconf.core.dsl.commands.Instruction.Rename;
import net.roboconf.core.dsl.commands.Instruction.Replicate;
import net.roboconf.core.dsl.commands.Instruction.Write;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;

/** What instructions come to, and where findings about them point. */
class CommandParserTest {

    private static final Instant NOW = Instant.parse("2024-02-29T23:30:05.250Z");
    private static final UUID ID = UUID.fromString("12345678-0000-4000-8000-000000000001");
    private static final Graph GRAPH =
            Graph.of(List.of(), List.of(component("VM", "target", "Server"), component("Server", "bash", "Server")));

    private static ComponentDeclaration component(String name, String installer, String child) {
        return new ComponentDeclaration(name, installer, null, List.of(), List.of(child), List.of(), List.of());
    }

    private static InstanceDefinition instance(String name, String component, InstanceDefinition... children) {
        return new InstanceDefinition(name, component, Map.of(), Map.of(), List.of(), List.of(children));
    }

    private static ParsedCommands parse(String text) {
        CommandContext context = new CommandContext(
                Optional.of(GRAPH),
                Optional.of(List.of(instance("vm", "VM", instance("s 1", "Server"), instance("s 02", "Server")))),
                Optional.empty(),
                Clock.fixed(NOW, ZoneId.of("Europe/Paris")),
                () -> ID);
        return new CommandParser().parse("commands/now.commands", text, context);
    }

    private static List<Instruction> instructions(String text) {
        ParsedCommands parsed = parse(text);
        assertThat(parsed.diagnostics()).isEmpty();
        return parsed.file().instructions();
    }

    private static Location at(int line, int length) {
        return new Location("commands/now.commands", line, 1, length);
    }

    private static String value(String definition) {
        return ((Define) instructions("define x = " + definition).get(0)).value();
    }

    private static Diagnostic finding(String text) {
        List<Diagnostic> found = parse(text).diagnostics();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void every_kind_of_instruction_has_its_record() {
        InstancePath vm = new InstancePath("/vm");
        assertThat(instructions("define a=b\ncreate VM as x\ncreate Server as y under /x\nreplicate /vm as z\n"
                        + "rename /vm/s 1 as s\nassociate /vm with cloud\nchange status of /vm to not deployed\n"
                        + "stop all /vm\nundeploy all instances of VM\nemail a@b,c with d\nwrite a b into /f\n"
                        + "append into /g\nexecute other.commands\n"))
                .containsExactly(
                        new Define(at(1, 10), "a", "b"),
                        new Create(at(2, 14), "VM", "x", Optional.empty()),
                        new Create(at(3, 27), "Server", "y", Optional.of(new InstancePath("/x"))),
                        new Replicate(at(4, 18), vm, "z"),
                        new Rename(at(5, 19), new InstancePath("/vm/s 1"), "s"),
                        new Associate(at(6, 24), vm, "cloud"),
                        new ChangeState(at(7, 36), vm, InstanceState.NOT_DEPLOYED),
                        new Bulk(at(8, 12), BulkAction.STOP_ALL, vm),
                        new BulkOfComponent(at(9, 28), BulkAction.UNDEPLOY_ALL, "VM"),
                        new Email(at(10, 18), List.of("a@b", "c"), "Roboconf event", "d"),
                        new Write(at(11, 17), "a b", "/f"),
                        new Append(at(12, 14), "", "/g"),
                        new Execute(at(13, 22), "other"));
    }

    @Test
    void a_mail_may_begin_with_its_subject() {
        assertThat(instructions("email with subject: Hello, with love\\nOne\\n\\nTwo\nemail with Subject: only"))
                .extracting(i -> ((Email) i).subject() + '|' + ((Email) i).message())
                .containsExactly("Hello, with love|One\n\nTwo", "only|");
    }

    @Test
    void times_and_ids_are_those_of_the_context() {
        assertThat(value("$(FORMATTED_TIME yyyy-MM-dd HH.mm)")).isEqualTo("2024-03-01 00.30");
        assertThat(value("$(FORMATTED_TIME EEEE )")).isEqualTo("Friday");
        assertThat(value("t $(MILLI_TIME)")).isEqualTo("t 1709249405250");
        assertThat(value("$(NANO_TIME)")).isEqualTo("1709249405250000000");
        assertThat(value("$(NANO_TIME)-$( NANO_TIME )")).isEqualTo("1709249405250000000-1709249405250000001");
        assertThat(value("id.$(UUID)")).isEqualTo("id." + ID);
    }

    @Test
    void an_index_is_that_of_an_instance_as_its_name_has_it() {
        assertThat(value("vm$(SMART_INDEX)")).isEqualTo("vm1");
        assertThat(value("s $(SMART_INDEX) under /vm")).isEqualTo("s 2");
        assertThat(value("$(SMART_INDEX).$(SMART_INDEX)")).isEqualTo("1.1");
        assertThat(value("s $(EXISTING_INDEX MIN) under /vm")).isEqualTo("s 1");
        assertThat(value("s $(EXISTING_INDEX MAX) under /vm")).isEqualTo("s 02");
        assertThat(value("s $(EXISTING_INDEX MAX < 2) under /vm")).isEqualTo("s 1");
    }

    @Test
    void what_uses_an_index_that_does_not_exist_is_skipped() {
        ParsedCommands parsed = parse("define x = s$(EXISTING_INDEX MIN)\nstop all /$(x)\n$(x)\nstop all /vm");

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.file().instructions())
                .hasOnlyElementsOfType(Bulk.class)
                .hasSize(1);
        assertThat(parsed.file().skipped()).isEqualTo(2);
    }

    @Test
    void variables_are_put_in_before_anything_is_read() {
        assertThat(instructions("define what = delete /vm\ndefine x = $(what)/s 1\n$(x)\n"))
                .last()
                .isEqualTo(new Bulk(at(3, 4), BulkAction.DELETE, new InstancePath("/vm/s 1")));
    }

    @Test
    void a_finding_points_at_the_part_that_is_wrong() {
        assertThat(finding("  rename /vm/s 1 as 2nd\n").location())
                .isEqualTo(new Location("commands/now.commands", 1, 21, 3));
        assertThat(finding("stop all /$(x)y\n").location()).isEqualTo(new Location("commands/now.commands", 1, 11, 4));
        Diagnostic value =
                parse("define x = vn\nstop all /$(x)/y\n").diagnostics().get(0);
        assertThat(value.location()).isEqualTo(new Location("commands/now.commands", 2, 10, 7));
        assertThat(value.message()).isEqualTo("There is no instance /vn/y.");
    }

    @Test
    void a_finding_on_a_later_line_of_an_instruction_points_at_both() {
        Diagnostic found = finding("stop \\\n  all \\\n  /nowhere\n");

        assertThat(found.location()).isEqualTo(at(1, 5));
        assertThat(found.related()).contains(new Location("commands/now.commands", 3, 3, 8));
    }

    @Test
    void misspelt_words_are_recognised() {
        assertThat(finding("stop all /vm/s1").suggestion()).contains("Did you mean /vm/s 1?");
        assertThat(finding("stop all /vn/s 1").suggestion()).contains("Did you mean /vm/s 1?");
        assertThat(finding("rplicate /vm as x").suggestion()).contains("Did you mean replicate?");
        assertThat(finding("stop all instances of Sever").suggestion()).contains("Did you mean Server?");
        assertThat(finding("change status of /vm to deployed stoped").suggestion())
                .contains("Did you mean DEPLOYED_STOPPED?");
        assertThat(parse("define name = x\nstop all /$(nmae)")
                        .diagnostics()
                        .get(0)
                        .suggestion())
                .contains("Did you mean name?");
        assertThat(finding("write $(UUID) into x").suggestion())
                .contains("It has a value in 'define' only: define a variable with it.");
    }

    @Test
    void values_that_grow_without_end_are_stopped() {
        StringBuilder text = new StringBuilder("define a = 0123456789\n");
        for (int i = 0; i < 60; i++) {
            text.append("define a = $(a)$(a)\n");
        }

        List<Diagnostic> found = parse(text.toString()).diagnostics();

        assertThat(found).extracting(Diagnostic::code).containsExactly(DiagnosticCode.CMD_INVALID_SYNTAX);
        assertThat(found.get(0).message()).contains("8000000 characters");
    }

    @Test
    void what_takes_too_many_steps_is_no_longer_checked() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("create Server as x").append(i).append(" under /vm\n");
        }
        for (int i = 0; i < 400; i++) {
            text.append("replicate /vm as y").append(i).append("\n");
        }

        assertThat(parse(text + "stop all /nowhere\n").diagnostics()).isEmpty();
    }
}
