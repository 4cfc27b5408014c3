package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.internal.state.TemplateId;
import net.roboconf.dm.internal.view.Views;
import org.junit.jupiter.api.Test;

class BindingTest {

    private static final InstancePath TILL = new InstancePath("/vm-1/till");
    private static final ExportsSubject BANK_A = ExportsSubject.external("bank-a", "Bank");

    private final Bench bench = Bench.with(Sketch.till("Bank"));

    private void openBanks() {
        bench.done(new Command.AddTemplate(Sketch.bank("bank", "Bank"), List.of()));
        for (String bank : List.of("bank-a", "bank-b")) {
            bench.done(new Command.CreateApplication(bank, new TemplateId("bank", "1.0"), ""));
        }
    }

    private void deployAll() {
        bench.engine
                .picture()
                .applications()
                .keySet()
                .forEach(name -> bench.done(new Command.ChangeAll(name, null, Command.Bulk.DEPLOY_AND_START)));
    }

    private void bind(String provider) {
        bench.done(new Command.Bind("shop", "Bank", provider));
        bench.pass(200);
    }

    private List<String> ordered() {
        Desired order = bench.lastOrder("/vm-1");
        DesiredImport wanted = order.instances().get(0).imports().get(0);
        assertThat(wanted.external()).isTrue();
        return wanted.providers();
    }

    private String refused(Command command) {
        Outcome outcome = bench.ask(command);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).message();
    }

    private Explanation explain() {
        return new Views(bench.engine.picture())
                .application("shop")
                .orElseThrow()
                .explain(TILL);
    }

    private List<String> audience(Verdict verdict) {
        return bench.log.stream()
                .filter(DmEffect.Send.class::isInstance)
                .map(DmEffect.Send.class::cast)
                .filter(send -> send.message().equals(verdict))
                .map(send -> ((Address.Everyone) send.to()).application())
                .toList();
    }

    @Test
    void agent_is_told_to_which_applications_an_external_prefix_is_bound() {
        openBanks();
        deployAll();
        assertThat(ordered()).isEmpty();

        bind("bank-b");
        bind("bank-a");
        assertThat(ordered()).containsExactly("bank-a", "bank-b");
    }

    @Test
    void unbinding_one_provider_leaves_the_other() {
        openBanks();
        deployAll();
        bind("bank-a");
        bind("bank-b");
        bench.done(new Command.Unbind("shop", "Bank", "bank-a"));
        bench.pass(200);

        assertThat(ordered()).containsExactly("bank-b");
    }

    @Test
    void rebinding_lets_go_of_the_old_when_the_new_can_have_answered() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.done(new Command.Rebind("shop", "Bank", Set.of("bank-b")));
        bench.pass(200);
        assertThat(bench.stored.applications().get("shop").providers("Bank")).containsExactly("bank-b");
        assertThat(ordered()).containsExactly("bank-a", "bank-b");
        bench.pass(3_000);
        assertThat(ordered()).containsExactly("bank-b");
    }

    @Test
    void restart_while_providers_are_replaced_lets_go_of_the_old() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.done(new Command.Rebind("shop", "Bank", Set.of("bank-b")));
        bench.restart();
        bench.pass(10_000);
        assertThat(ordered()).containsExactly("bank-b");
    }

    @Test
    void rebinding_to_fewer_and_unbinding_take_away_at_once() {
        openBanks();
        deployAll();
        bind("bank-a");
        bind("bank-b");
        bench.done(new Command.Rebind("shop", "Bank", Set.of("bank-b")));
        bench.pass(200);
        assertThat(ordered()).containsExactly("bank-b");
        bench.done(new Command.Rebind("shop", "Bank", Set.of("bank-a")));

        bench.done(new Command.Unbind("shop", "Bank", null));
        bench.pass(200);
        assertThat(ordered()).isEmpty();
    }

    @Test
    void only_machines_with_something_that_imports_the_prefix_are_given_an_order() {
        openBanks();
        deployAll();
        bench.pass(1_000);
        long before = bench.sent(Desired.class).count();
        bind("bank-a");

        assertThat(bench.sent(Desired.class).skip(before))
                .extracting(Desired::machine)
                .containsOnly(bench.key("/vm-1"));
    }

    @Test
    void binding_again_to_the_same_changes_nothing() {
        openBanks();
        bind("bank-a");
        int before = bench.log.size();
        bench.done(new Command.Bind("shop", "Bank", "bank-a"));

        assertThat(bench.log.subList(before, bench.log.size())).allMatch(DmEffect.Answer.class::isInstance);
    }

    @Test
    void bindings_outlive_a_restart() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.restart();
        bench.pass(10_000);

        assertThat(bench.engine.picture().applications().get("shop").stored().bindings())
                .isEqualTo(Map.of("Bank", List.of("bank-a")));
        assertThat(ordered()).containsExactly("bank-a");
    }

    @Test
    void exporter_is_told_its_aliases() {
        openBanks();
        deployAll();
        DesiredInstance desk = bench.sent(Desired.class)
                .flatMap(order -> order.instances().stream())
                .filter(instance -> instance.component().equals("Desk"))
                .findFirst()
                .orElseThrow();

        assertThat(desk.externalExports())
                .isEqualTo(new ExternalExports("Bank", Map.of("number", "Desk.port", "ip", "Desk.ip")));
    }

    @Test
    void people_are_told_what_it_is_bound_to_now() {
        openBanks();
        bind("bank-a");
        bind("bank-b");
        bench.done(new Command.Unbind("shop", "Bank", null));

        assertThat(bench.told.stream().filter(event -> event.kind() == ManagerEvent.Kind.BINDING_CHANGED))
                .extracting(ManagerEvent::message)
                .containsExactly("Bank → bank-a", "Bank → bank-a, bank-b", "Bank → none");
    }

    @Test
    void what_cannot_be_bound_is_refused_and_says_why() {
        openBanks();
        bench.done(new Command.AddTemplate(Sketch.bank("baker", "Bread"), List.of()));
        bench.done(new Command.CreateApplication("baker", new TemplateId("baker", "1.0"), ""));

        assertThat(refused(new Command.Bind("shop", "Bank", "bank-c"))).contains("no application 'bank-c'");
        assertThat(refused(new Command.Bind("shop", "Bank", "shop"))).contains("itself");
        assertThat(refused(new Command.Bind("shop", "Bank", "baker")))
                .contains("'baker' does not export Bank", "baker 1.0", "prefix Bread");
        assertThat(refused(new Command.Bind("shop", "Bnk", "bank-a"))).contains("'Bnk'", "they import Bank");
        assertThat(refused(new Command.Bind("bank-a", "Bank", "bank-b"))).contains("it imports none");
        assertThat(refused(new Command.Rebind("shop", "Bank", Set.of("bank-a", "baker"))))
                .contains("'baker'");
        assertThat(refused(new Command.Unbind("shop", "Bank", "bank-a"))).contains("bound to none");
        assertThat(bench.stored.applications().get("shop").bindings()).isEmpty();
    }

    @Test
    void exports_prefix_belongs_to_one_template_and_its_versions() {
        openBanks();

        assertThat(refused(new Command.AddTemplate(Sketch.bank("robber", "Bank"), List.of())))
                .contains("'Bank'", "bank 1.0", "robber 1.0");
        bench.done(new Command.DeleteApplication("bank-a"));
        bench.done(new Command.DeleteApplication("bank-b"));
        bench.done(new Command.DeleteTemplate(new TemplateId("bank", "1.0")));
        bench.done(new Command.AddTemplate(Sketch.bank("robber", "Bank"), List.of()));
    }

    @Test
    void application_to_which_others_are_bound_is_not_deleted_and_says_who_they_are() {
        openBanks();
        bind("bank-a");

        assertThat(refused(new Command.DeleteApplication("bank-a"))).contains("'shop' is bound to it under Bank");
        bench.done(new Command.Unbind("shop", "Bank", "bank-a"));
        bench.done(new Command.DeleteApplication("bank-a"));
    }

    @Test
    void application_that_is_bound_to_others_can_be_deleted() {
        openBanks();
        bind("bank-a");
        bench.done(new Command.DeleteApplication("shop"));
        bench.done(new Command.DeleteApplication("bank-a"));
    }

    @Test
    void verdict_is_pronounced_to_applications_on_both_sides_of_a_binding() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.done(new Command.RemoveInstance("bank-a", new InstancePath("/vm-1"), true));
        bench.pass(10_000);
        bench.done(new Command.RemoveInstance("shop", new InstancePath("/vm-1"), true));
        bench.pass(10_000);

        List<Verdict> verdicts = bench.sent(Verdict.class).distinct().toList();
        assertThat(verdicts).extracting(Verdict::application).containsExactly("bank-a", "shop");
        assertThat(verdicts).allSatisfy(verdict -> assertThat(audience(verdict)).containsOnly("bank-a", "shop"));
    }

    @Test
    void importer_that_lacks_an_external_import_is_repaired() {
        openBanks();
        deployAll();
        bind("bank-a");
        FakeAgent till = bench.agent("shop", "/vm-1");
        till.held.put(BANK_A, List.of());
        till.heartbeat();
        till.heartbeat();

        ImportsRepair repair = till.repairs.get(0);
        ExportedInstance desk = new ExportedInstance(
                new InstancePath("/vm-1/desk"),
                1,
                Map.of("number", "90", "ip", bench.agent("bank-a", "/vm-1").address));
        assertThat(repair.subject()).isEqualTo(BANK_A);
        assertThat(repair.statements()).singleElement().satisfies(statement -> assertThat(statement.instances())
                .containsExactly(desk));
        till.held.put(BANK_A, List.of(desk));
        till.heartbeat();
        till.heartbeat();
        assertThat(till.repairs).hasSize(1);
    }

    @Test
    void importer_that_has_not_heard_yet_that_it_was_unbound_is_not_repaired() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.deliver = message -> !(message instanceof Desired);
        bench.done(new Command.Unbind("shop", "Bank", "bank-a"));
        FakeAgent till = bench.agent("shop", "/vm-1");
        till.held.put(BANK_A, List.of());
        till.heartbeat();
        till.heartbeat();

        assertThat(till.repairs).isEmpty();
    }

    @Test
    void last_provider_of_what_another_application_needs_is_not_withdrawn_on_silence() {
        openBanks();
        deployAll();
        bind("bank-a");
        FakeAgent desk = bench.agent("bank-a", "/vm-1");
        bench.pass(120_000, agent -> agent != desk);
        assertThat(verdictsAbout(desk)).isEmpty();

        bind("bank-b");
        bench.pass(20_000, agent -> agent != desk);
        assertThat(verdictsAbout(desk)).isNotEmpty();
    }

    private List<Message> verdictsAbout(FakeAgent agent) {
        return bench.sent(Verdict.class)
                .filter(verdict -> verdict.machine().equals(agent.key))
                .map(Message.class::cast)
                .toList();
    }

    private static List<String> accounts(Bench bench) {
        return bench.log.stream()
                .filter(DmEffect.EnsureAccounts.class::isInstance)
                .flatMap(effect -> ((DmEffect.EnsureAccounts) effect).needs().stream())
                .map(need -> need.account().application() + " " + need.account().external())
                .distinct()
                .toList();
    }

    @Test
    void accounts_reach_other_applications_only_where_the_template_does() {
        openBanks();
        deployAll();
        Bench alone = Bench.with(Sketch.lamp(1));
        alone.deployAll();

        assertThat(accounts(bench)).containsExactlyInAnyOrder("shop true", "bank-a true", "bank-b true");
        assertThat(accounts(alone)).containsExactly("shop false");
    }

    @Test
    void explanation_says_that_nothing_is_bound_and_what_could_be() {
        openBanks();
        bench.done(new Command.ChangeAll("shop", null, Command.Bulk.DEPLOY_AND_START));
        bench.agent("/vm-1").waitsFor("/vm-1/till", "Bank");

        assertThat(explain().text())
                .isEqualTo("/vm-1/till waits for Bank; 'shop' is bound to no application that exports Bank; "
                        + "bind it to one of bank-a, bank-b");
    }

    @Test
    void explanation_goes_on_in_the_application_that_is_bound() {
        openBanks();
        deployAll();
        bind("bank-a");
        bench.agent("/vm-1").waitsFor("/vm-1/till", "Bank");
        bench.agent("bank-a", "/vm-1").become("/vm-1/desk", InstanceState.PROBLEM);

        assertThat(explain().text())
                .isEqualTo("/vm-1/till waits for Bank; "
                        + "/vm-1/desk of bank-a is PROBLEM (STEP_FAILED): start.sh exited 1");
        assertThat(explain().links().get(1).application()).isEqualTo("bank-a");
    }

    @Test
    void view_of_imports_names_the_providers_applications() {
        openBanks();
        deployAll();
        bind("bank-a");
        Views views = new Views(bench.engine.picture());
        bind("bank-b");
        Views later = views.then(bench.engine.picture());

        assertThat(later.application("shop").orElseThrow().imports(TILL).get(0).providers())
                .extracting(provider -> provider.application() + provider.path())
                .containsExactly("bank-a/vm-1/desk", "bank-b/vm-1/desk");
        assertThat(later.application("shop").orElseThrow().bindings().get(0).candidates())
                .containsExactly("bank-a", "bank-b");
    }
}
