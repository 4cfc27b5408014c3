package net.roboconf.agent.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.roboconf.agent.internal.engine.AppliedImport;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final ExportsSubject MYSQL = ExportsSubject.inside("app", "MySQL");
    private static final InstancePath SHOP = new InstancePath("/vm 1/Täglich \"shop\"");
    private static final MachineKey OTHER = new MachineKey("other");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("memory.jsonl");
    }

    private Journal open() throws IOException {
        return Journal.open(folder, Durability.POWER_LOSS, new MemoLines());
    }

    private static Memo.Instance instance(InstancePath path, InstanceState state) {
        StepReport report = new StepReport(Step.DEPLOY, Reason.STEP_FAILED, "exited 1", 1, "line\nline", 5, 6);
        return new Memo.Instance(
                AgentSketch.instance(path.value(), "script", InstanceState.DEPLOYED_STARTED),
                state,
                Reason.NONE,
                "",
                7,
                InstanceState.NOT_DEPLOYED,
                Step.START,
                1,
                null,
                2,
                Set.of(Step.CHECK),
                null,
                null,
                report,
                Map.of(
                        ExportsSubject.inside("app", "Db"),
                        Map.of(new InstancePath("/vm 1/db"), new AppliedImport(1, Map.of("ip", "1.2.3.4")))),
                true);
    }

    @Test
    void import_that_left_is_not_remembered_as_applied() throws IOException {
        try (Journal journal = open()) {
            InstancePath db = new InstancePath("/db");
            AppliedImport applied = new AppliedImport(1, Map.of());
            journal.append(
                    List.of(
                            new Memo.Applied(SHOP, Map.of(MYSQL, Map.of(db, applied)), Map.of(), true),
                            new Memo.Applied(SHOP, Map.of(), Map.of(MYSQL, List.of(db)), false)),
                    true);
            assertThat(journal.memory().asMemos())
                    .contains(new Memo.Applied(SHOP, Map.of(MYSQL, Map.of()), Map.of(), true));
        }
    }

    @Test
    void statements_of_an_application_that_was_unbound_are_forgotten() throws IOException {
        ExportsSubject bank = ExportsSubject.external("bank", "Bank");
        try (Journal journal = open()) {
            journal.append(
                    List.of(
                            new Memo.Statement(new Exports(bank, OTHER, new StatementVersion(1, 1), List.of())),
                            new Memo.Unheard(bank)),
                    true);
        }
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactly(new Memo.Epoch(0, ""));
        }
    }

    private static List<Memo> oneOfEach() {
        Desired order = new Desired(
                AgentSketch.MACHINE,
                new OrderVersion(1, 2),
                "app",
                InstancePath.root("vm 1"),
                List.of(),
                null,
                List.of(),
                null);
        return List.of(
                new Memo.Epoch(3, "boot"),
                new Memo.Order(order),
                new Memo.Exported(ExportsSubject.inside("app", "Tomcat")),
                new Memo.Voided(OTHER, 4, false),
                new Memo.Statement(new Exports(
                        MYSQL,
                        OTHER,
                        new StatementVersion(5, 6),
                        List.of(new ExportedInstance(new InstancePath("/db"), 1, Map.of("ip", "10.0.0.2"))))),
                instance(SHOP, InstanceState.PROBLEM),
                new Memo.Applied(
                        SHOP,
                        Map.of(MYSQL, Map.of(new InstancePath("/db"), new AppliedImport(1, Map.of("ip", "10.0.0.2")))),
                        Map.of(),
                        true),
                new Memo.Signalled(new Signal(new SignalNumber("boot", 2), 7, SHOP, "disk", "90 %\n\u0000", 1)));
    }

    @Test
    void signals_that_were_taken_are_forgotten() throws IOException {
        try (Journal journal = open()) {
            journal.append(oneOfEach(), true);
            journal.append(List.of(new Memo.SignalsTaken(new SignalNumber("boot", 2))), false);
        }
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos())
                    .hasSize(oneOfEach().size() - 1)
                    .noneMatch(Memo.Signalled.class::isInstance);
        }
    }

    @Test
    void every_kind_of_memo_is_remembered() throws IOException {
        try (Journal journal = open()) {
            journal.append(oneOfEach(), true);
        }
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactlyElementsOf(oneOfEach());
        }
    }

    @Test
    void a_new_machine_remembers_nothing() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactly(new Memo.Epoch(0, ""));
        }
    }

    @Test
    void a_line_that_a_crash_cut_off_is_left_out_and_written_over() throws IOException {
        try (Journal journal = open()) {
            journal.append(
                    List.of(new Memo.Epoch(1, "boot"), new Memo.Exported(ExportsSubject.inside("app", "Tomcat"))),
                    true);
        }
        byte[] whole = Files.readAllBytes(file());
        for (int cut = 1; cut < 20; cut += 3) {
            Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
            try (Journal journal = open()) {
                List<Memo> kept = journal.memory().asMemos();
                // Without its line end alone, the line is still whole.
                assertThat(kept).hasSize(cut == 1 ? 2 : 1).startsWith(new Memo.Epoch(1, "boot"));
                journal.append(List.of(new Memo.Exported(ExportsSubject.inside("app", "MySQL"))), true);
            }
            try (Journal journal = open()) {
                assertThat(journal.memory().asMemos())
                        .contains(new Memo.Exported(ExportsSubject.inside("app", "MySQL")));
            }
        }
    }

    @Test
    void a_tail_of_zeros_as_file_systems_leave_it_after_a_power_loss_is_left_out() throws IOException {
        try (Journal journal = open()) {
            journal.append(List.of(new Memo.Epoch(1, "boot")), true);
        }
        Files.write(file(), new byte[4096], StandardOpenOption.APPEND);
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactly(new Memo.Epoch(1, "boot"));
        }
    }

    @Test
    void damage_in_the_middle_is_reported_and_the_file_left_as_it_is() throws IOException {
        try (Journal journal = open()) {
            journal.append(oneOfEach(), true);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(2, lines.get(2).substring(0, 10));
        Files.write(file(), lines);
        byte[] damaged = Files.readAllBytes(file());
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("Line 3")
                .hasMessageContaining(file().toString());
        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }

    @Test
    void opening_writes_the_fewest_lines() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(instance(SHOP, InstanceState.DEPLOYING)), false);
            }
            journal.append(List.of(new Memo.InstanceForgotten(SHOP), new Memo.Epoch(2, "boot")), true);
        }
        open().close();
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void a_journal_that_has_grown_is_written_anew_and_goes_on() throws IOException {
        try (Journal journal = open()) {
            List<Memo> many = LongStream.range(0, Journal.COMPACT_AFTER_LINES)
                    .<Memo>mapToObj(i -> new Memo.Epoch(i, "boot"))
                    .toList();
            journal.append(many.subList(1, many.size()), false);
            journal.compactWhenGrown();
            assertThat(Files.size(file())).isGreaterThan(10_000);
            journal.append(many.subList(0, 1), false);
            journal.compactWhenGrown();
            assertThat(Files.readAllLines(file())).hasSize(1);
            journal.append(List.of(new Memo.Epoch(77, "boot")), true);
            assertThat(journal.memory().asMemos()).containsExactly(new Memo.Epoch(77, "boot"));
        }
    }

    @Test
    void only_its_owner_reads_it() throws IOException {
        try (Journal journal = open()) {
            journal.append(oneOfEach(), true);
        }
        open().close();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_second_agent_is_kept_out_until_the_first_has_ended() throws IOException {
        try (Journal first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining(folder.toString());
            first.append(List.of(new Memo.Epoch(1, "boot")), true);
        }
        open().close();
    }

    @Test
    void a_journal_that_cannot_be_written_anew_is_left_as_it_was() throws IOException {
        try (Journal journal = open()) {
            journal.append(oneOfEach(), true);
        }
        Path inTheWay = Files.createDirectory(folder.resolve("memory.jsonl.new"));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactlyElementsOf(oneOfEach());
        }
    }

    @Test
    void what_a_newer_agent_wrote_beside_what_is_known_is_passed_over() throws IOException {
        Files.write(
                file(),
                List.of("{\"memo\":\"epoch\",\"starts\":4,\"kernelBoot\":\"b\",\"mood\":\"good\"}"),
                StandardCharsets.UTF_8);
        try (Journal journal = open()) {
            assertThat(journal.memory().asMemos()).containsExactly(new Memo.Epoch(4, "b"));
        }
    }

    @Test
    void nothing_durable_is_lost_when_the_process_is_killed() throws IOException, InterruptedException {
        for (int round = 0; round < 3; round++) {
            long said = JournalWriter.start(folder, "").killAfter(150 + 40 * round);
            try (Journal journal = open()) {
                assertThat(starts(journal)).isGreaterThanOrEqualTo(said);
            }
        }
    }

    @Test
    void a_full_disk_breaks_the_journal_and_keeps_what_was_durable() throws IOException, InterruptedException {
        // Files of this process end at 16 kB.
        JournalWriter writer = JournalWriter.start(folder, "ulimit -f 32; ");
        long said = writer.untilItFails();
        assertThat(said).isGreaterThan(100);
        try (Journal journal = open()) {
            assertThat(starts(journal)).isBetween(said, said + 1);
        }
    }

    private static long starts(Journal journal) throws IOException {
        return ((Memo.Epoch) journal.memory().asMemos().get(0)).starts();
    }

    @Test
    void two_hundred_appends_without_a_wait_for_the_disk_are_in_order() throws IOException {
        try (Journal journal = Journal.open(folder, Durability.PROCESS_END, new MemoLines())) {
            for (long i : IntStream.rangeClosed(1, 200).toArray()) {
                journal.append(List.of(new Memo.Epoch(i, "boot")), true);
            }
            assertThat(starts(journal)).isEqualTo(200);
        }
    }
}
