package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.mayUseOf;
import static net.roboconf.agent.internal.engine.EngineBench.needsOf;
import static net.roboconf.agent.internal.engine.EngineBench.withExternal;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepContext;
import org.junit.jupiter.api.Test;

class ExternalImportsTest {

    private static final ExportsSubject BANK = ExportsSubject.external("bank", "Bank");
    private static final ExportsSubject OTHER_BANK = ExportsSubject.external("other bank", "Bank");
    private static final MachineKey OTHER = new MachineKey("other");

    private final EngineBench bench = new EngineBench();

    private static DesiredInstance till(String... banks) {
        return instance("/vm/till", "Till", DEPLOYED_STARTED, needsOf("Bank", banks));
    }

    private void startTillAgainstBothBanks() {
        bench.want(till("bank", "other bank"));
        bench.outsiderStates(BANK, 1, "/vm/desk", "1");
        bench.outsiderStates(OTHER, OTHER_BANK, 1, "/vm/desk", "2");
        bench.end("/vm/till", Step.DEPLOY);
        bench.end("/vm/till", Step.START);
        bench.forgetEffects();
    }

    private void startDesk() {
        bench.want(withExternal(instance("/vm/desk", "Desk", DEPLOYED_STARTED), "Bank", "number"));
        bench.end("/vm/desk", Step.DEPLOY);
        bench.end("/vm/desk", Step.START);
    }

    private Exports statement() {
        List<Exports> all = bench.sent(Exports.class).stream()
                .filter(statement -> statement.subject().external())
                .toList();
        return all.get(all.size() - 1);
    }

    private void acknowledge(ExportsAck.Phase phase) {
        bench.receive(
                new ExportsAck(
                        ExportsSubject.external("shop", "Bank"),
                        OTHER,
                        "mall",
                        1,
                        EngineBench.ME,
                        statement().version(),
                        phase,
                        List.of(new InstancePath("/vm/till"))),
                OTHER.value());
    }

    @Test
    void instance_without_a_provider_waits_and_names_the_external_prefix() {
        bench.want(till());
        bench.end("/vm/till", Step.DEPLOY);

        assertThat(bench.state("/vm/till")).isEqualTo(UNRESOLVED);
        assertThat(bench.observed("/vm/till").missing()).containsExactly("Bank");
        assertThat(bench.sent(ExportsAsk.class)).isEmpty();
    }

    @Test
    void binding_makes_it_ask_the_provider_and_start_with_what_that_exports() {
        bench.want(till());
        bench.end("/vm/till", Step.DEPLOY);
        bench.want(till("bank"));

        assertThat(bench.addressesOf(ExportsAsk.class)).containsExactly(new Address.Exporters(BANK));
        assertThat(bench.sent(ExportsAsk.class).get(0).askerApplication()).isEqualTo("shop");
        bench.outsiderStates(BANK, 1, "/vm/desk", "1");
        assertThat(bench.running()).containsExactly("START /vm/till");
        assertThat(bench.running.get(0).imports())
                .isEqualTo(Map.of(
                        "Bank",
                        List.of(new StepContext.Imported("bank", new InstancePath("/vm/desk"), Map.of("port", "1")))));
    }

    @Test
    void importer_acknowledges_to_the_exporter_in_the_other_application() {
        bench.want(till("bank"));
        bench.outsiderStates(BANK, 1, "/vm/desk", "1");

        assertThat(bench.addressesOf(ExportsAck.class)).containsOnly(new Address.Exporter(BANK, EngineBench.PEER));
        assertThat(bench.sent(ExportsAck.class).get(0).importerApplication()).isEqualTo("shop");
    }

    @Test
    void providers_on_the_same_path_are_different_imports() {
        startTillAgainstBothBanks();

        assertThat(bench.ran.get(1).imports().get("Bank"))
                .extracting(StepContext.Imported::application)
                .containsExactly("bank", "other bank");
    }

    @Test
    void exporter_on_the_path_of_the_importer_is_not_the_importer() {
        bench.want(till("bank"));
        bench.outsiderStates(BANK, 1, "/vm/till", "1");
        bench.end("/vm/till", Step.DEPLOY);

        assertThat(bench.running()).containsExactly("START /vm/till");
    }

    @Test
    void unbinding_one_provider_takes_away_its_imports_alone() {
        startTillAgainstBothBanks();
        bench.want(till("other bank"));

        assertThat(bench.running()).containsExactly("UPDATE /vm/till");
        assertThat(bench.running.get(0).change().present()).isFalse();
        assertThat(bench.running.get(0).change().imported().application()).isEqualTo("bank");
        assertThat(bench.running.get(0).imports().get("Bank"))
                .extracting(StepContext.Imported::application)
                .containsExactly("other bank");
        bench.end("/vm/till", Step.UPDATE);
        assertThat(bench.running()).isEmpty();
        assertThat(bench.state("/vm/till")).isEqualTo(DEPLOYED_STARTED);
    }

    @Test
    void exporter_that_was_unbound_is_told_when_nothing_uses_it_any_more() {
        startTillAgainstBothBanks();
        bench.want(till("other bank"));
        assertThat(bench.acks()).isEmpty();

        bench.end("/vm/till", Step.UPDATE);
        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.UNSUBSCRIBED);
        assertThat(bench.addressesOf(ExportsAck.class)).containsExactly(new Address.Exporter(BANK, EngineBench.PEER));
    }

    @Test
    void unbinding_the_last_provider_stops_what_needs_it() {
        startTillAgainstBothBanks();
        bench.want(till());
        assertThat(bench.state("/vm/till")).isEqualTo(STOPPING);
        assertThat(bench.acks()).isEmpty();

        bench.end("/vm/till", Step.STOP);
        assertThat(bench.state("/vm/till")).isEqualTo(UNRESOLVED);
        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.UNSUBSCRIBED, ExportsAck.Phase.UNSUBSCRIBED);
    }

    @Test
    void import_that_was_just_being_applied_is_taken_back_when_its_provider_is_unbound() {
        bench.want(instance("/vm/desk", "Desk", DEPLOYED_STARTED, mayUseOf("Bank", "bank")));
        bench.end("/vm/desk", Step.DEPLOY);
        bench.end("/vm/desk", Step.START);
        bench.outsiderStates(BANK, 1, "/vm/desk", "1");
        assertThat(bench.running()).containsExactly("UPDATE /vm/desk");
        bench.want(instance("/vm/desk", "Desk", DEPLOYED_STARTED, mayUseOf("Bank")));
        bench.end("/vm/desk", Step.UPDATE);

        assertThat(bench.running()).containsExactly("UPDATE /vm/desk");
        assertThat(bench.running.get(0).change().present()).isFalse();
    }

    @Test
    void what_a_provider_said_before_it_was_unbound_counts_no_more_when_it_is_bound_again() {
        startTillAgainstBothBanks();
        bench.want(till());
        bench.end("/vm/till", Step.STOP);
        bench.want(till("bank"));

        assertThat(bench.state("/vm/till")).isEqualTo(UNRESOLVED);
        List<ExportsAsk> asks = bench.sent(ExportsAsk.class);
        assertThat(asks.get(asks.size() - 1).held()).isEmpty();
    }

    @Test
    void statement_of_an_application_that_is_not_bound_changes_nothing() {
        bench.want(till("bank"));
        bench.outsiderStates(OTHER, OTHER_BANK, 1, "/vm/desk", "2");
        bench.end("/vm/till", Step.DEPLOY);

        assertThat(bench.state("/vm/till")).isEqualTo(UNRESOLVED);
    }

    @Test
    void restarted_agent_takes_back_what_was_unbound_and_not_dealt_with_yet() {
        startTillAgainstBothBanks();
        bench.want(till("other bank"));
        bench.restartAgent(false);

        assertThat(bench.running()).containsExactly("UPDATE /vm/till");
        assertThat(bench.running.get(0).change().imported().application()).isEqualTo("bank");
        assertThat(bench.running.get(0).change().present()).isFalse();
    }

    @Test
    void restarted_agent_believes_its_external_imports() {
        startTillAgainstBothBanks();
        bench.restartAgent(false);

        assertThat(bench.running()).isEmpty();
        assertThat(bench.state("/vm/till")).isEqualTo(DEPLOYED_STARTED);
    }

    @Test
    void verdict_about_a_machine_of_another_application_withdraws_its_exports() {
        startTillAgainstBothBanks();
        bench.receive(new Verdict("bank", EngineBench.PEER, 1, 1, 1, false), MessagingListener.Delivery.MANAGER);

        assertThat(bench.running()).containsExactly("UPDATE /vm/till");
        assertThat(bench.running.get(0).change().present()).isFalse();
    }

    @Test
    void heartbeat_has_a_digest_for_each_provider() {
        startTillAgainstBothBanks();
        bench.pass(5_000);

        List<Heartbeat> beats = bench.sent(Heartbeat.class);
        assertThat(beats.get(beats.size() - 1).importDigests()).containsOnlyKeys(BANK, OTHER_BANK);
    }

    @Test
    void exported_instance_is_stated_to_others_under_its_aliases() {
        startDesk();

        assertThat(bench.addressesOf(Exports.class))
                .contains(new Address.Importers(ExportsSubject.external("shop", "Bank")));
        assertThat(statement().instances().get(0).variables()).isEqualTo(Map.of("number", "80"));
    }

    @Test
    void ask_from_another_application_is_answered_to_the_asker_alone() {
        startDesk();
        bench.forgetEffects();
        ExportsSubject ours = ExportsSubject.external("shop", "Bank");
        bench.receive(new ExportsAsk(ours, OTHER, "mall", Map.of(), List.of()), OTHER.value());

        assertThat(bench.addressesOf(Exports.class)).containsExactly(new Address.Importer(ours, OTHER));
    }

    @Test
    void planned_stop_waits_for_importers_of_other_applications_and_names_theirs() {
        startDesk();
        acknowledge(ExportsAck.Phase.APPLIED);
        bench.want(withExternal(instance("/vm/desk", "Desk", DEPLOYED_STOPPED), "Bank", "number"));
        assertThat(bench.running()).isEmpty();
        assertThat(bench.observed("/vm/desk").message()).isEqualTo("waits for /vm/till of mall to let go of it");

        acknowledge(ExportsAck.Phase.APPLIED);
        assertThat(bench.running()).containsExactly("STOP /vm/desk");
    }

    @Test
    void importer_that_was_unbound_is_not_waited_for() {
        startDesk();
        acknowledge(ExportsAck.Phase.APPLIED);
        acknowledge(ExportsAck.Phase.UNSUBSCRIBED);
        bench.want(withExternal(instance("/vm/desk", "Desk", DEPLOYED_STOPPED), "Bank", "number"));

        assertThat(bench.running()).containsExactly("STOP /vm/desk");
    }

    @Test
    void exporter_that_takes_this_machine_for_an_importer_is_told_that_it_is_none() {
        bench.want(till());
        bench.outsiderStates(BANK, 3);

        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.UNSUBSCRIBED);
        assertThat(bench.sent(ExportsAck.class).get(0).version()).isEqualTo(new StatementVersion(1, 3));
    }
}
