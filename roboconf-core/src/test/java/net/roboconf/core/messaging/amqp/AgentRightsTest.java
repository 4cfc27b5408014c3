package net.roboconf.core.messaging.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRightsTest {

    private static final String APP = "Our app. 1.0";
    private static final String LONG = "x".repeat(300);
    private static final MachineKey MINE = new MachineKey("a-1_z");
    private static final MachineKey OTHER = new MachineKey("a-1_zz");

    private final AmqpTopology topology = new AmqpTopology("my.domain");
    private final AgentRights rights = AgentRights.of(new Account(MINE, APP, "secret"), topology);

    private static boolean allows(Map<String, String> rights, Route route) {
        return rights.containsKey(route.exchange()) && route.key().matches(rights.get(route.exchange()));
    }

    static List<String> applications() {
        return List.of(APP, LONG);
    }

    @ParameterizedTest
    @MethodSource("applications")
    void all_that_an_agent_needs_is_allowed(String application) {
        AgentRights needed = AgentRights.of(new Account(MINE, application, "secret"), topology);
        Participant agent = new Participant.Agent(MINE, application);
        Participant blobs = new Participant.AgentBlobs(MINE, application);
        List<Route> heard = new ArrayList<>(topology.alwaysHeard(agent));
        heard.addAll(topology.alwaysHeard(blobs));
        heard.addAll(topology.bindingsOf(new Subscription.ExportsOf(ExportsSubject.inside(application, LONG)), agent));
        heard.addAll(
                topology.bindingsOf(new Subscription.AsksFor(ExportsSubject.inside(application, "My SQL #*")), agent));
        List<Route> said = List.of(
                topology.routeTo(new Address.Manager(), agent),
                topology.routeTo(new Address.Manager(), blobs),
                topology.routeTo(new Address.Importers(ExportsSubject.inside(application, "My SQL")), agent),
                topology.routeTo(new Address.Exporters(ExportsSubject.inside(application, LONG)), agent),
                topology.routeTo(new Address.Importer(ExportsSubject.inside(application, "P"), OTHER), agent),
                topology.routeTo(new Address.Exporter(ExportsSubject.inside(application, "P"), OTHER), agent));

        assertThat(heard).allMatch(route -> allows(needed.reads(), route));
        assertThat(said).allMatch(route -> allows(needed.writes(), route));
        assertThat(AmqpTopology.queuePrefix(agent) + ".abc").matches(needed.ownQueues());
        assertThat(AmqpTopology.queuePrefix(blobs) + ".abc").matches(needed.ownQueues());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void all_that_is_needed_between_applications_is_allowed_and_fits_into_a_key(String application) {
        AgentRights needed = AgentRights.of(new Account(MINE, application, "secret", true), topology);
        Participant agent = new Participant.Agent(MINE, application);
        ExportsSubject ours = ExportsSubject.external(application, LONG);
        ExportsSubject theirs = ExportsSubject.external("Their app #*", "My Bank");
        List<Route> heard = new ArrayList<>(topology.bindingsOf(new Subscription.AsksFor(ours), agent));
        heard.addAll(topology.bindingsOf(new Subscription.ExportsOf(theirs), agent));
        List<Route> said = List.of(
                topology.routeTo(new Address.Importers(ours), agent),
                topology.routeTo(new Address.Importer(ours, OTHER), agent),
                topology.routeTo(new Address.Exporters(theirs), agent),
                topology.routeTo(new Address.Exporter(theirs, OTHER), agent));

        assertThat(heard).hasSize(4).allMatch(route -> allows(needed.reads(), route));
        assertThat(said).allMatch(route -> allows(needed.writes(), route));
        assertThat(heard).extracting(route -> route.key().length()).allMatch(length -> length < 256);
        assertThat(said).extracting(route -> route.key().length()).allMatch(length -> length < 256);
        assertThat(said).noneMatch(route -> allows(rights.writes(), route));
        assertThat(heard).noneMatch(route -> allows(rights.reads(), route));
    }

    @Test
    void nothing_external_is_said_in_the_name_of_another_application_or_heard_that_is_meant_for_others() {
        AgentRights external = AgentRights.of(new Account(MINE, APP, "secret", true), topology);
        ExportsSubject theirs = ExportsSubject.external("Their app", "Bank");
        Participant them = new Participant.Agent(OTHER, "Their app");

        assertThat(List.of(
                        topology.routeTo(new Address.Importers(theirs), them),
                        topology.routeTo(new Address.Importer(theirs, MINE), them)))
                .noneMatch(route -> allows(external.writes(), route));
        assertThat(topology.bindingsOf(new Subscription.AsksFor(theirs), them))
                .noneMatch(route -> allows(external.reads(), route));
        assertThat(allows(external.reads(), topology.routeTo(new Address.Importer(theirs, OTHER), them)))
                .isFalse();
    }

    @Test
    void another_machine_with_a_similar_key_is_out_of_reach() {
        for (Route route : topology.alwaysHeard(new Participant.Agent(OTHER, APP))) {
            boolean common = route.key().equals(AmqpTopology.everyone(APP));
            assertThat(allows(rights.reads(), route)).as("%s", route).isEqualTo(common);
        }
        Route report = topology.routeTo(new Address.Manager(), new Participant.Agent(OTHER, APP));
        assertThat(allows(rights.writes(), report)).isFalse();
        assertThat(AmqpTopology.queuePrefix(new Participant.Agent(OTHER, APP)) + ".abc")
                .doesNotMatch(rights.ownQueues());
    }

    @Test
    void orders_are_for_the_manager_to_write_and_reports_for_it_to_read() {
        assertThat(rights.writes()).doesNotContainKey(topology.orders());
        assertThat(rights.reads()).doesNotContainKey(topology.reports());
    }

    @Test
    void other_applications_do_not_occur() {
        assertThat(rights.writes()).doesNotContainKeys(topology.exports("other"), topology.direct("other"));
        assertThat(rights.reads()).doesNotContainKeys(topology.exports("other"), topology.direct("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "*", "*.*", "to.*", "to.#", "ask.*", "everyone.#", "a-1_z.#", "a-1_z.*"})
    void no_pattern_can_be_bound(String pattern) {
        assertThat(rights.reads().values()).noneMatch(pattern::matches);
    }

    @Test
    void a_domain_of_another_manager_shares_no_exchange() {
        AgentRights elsewhere = AgentRights.of(new Account(MINE, APP, "secret"), new AmqpTopology("my"));

        assertThat(elsewhere.reads()).doesNotContainKeys(rights.reads().keySet().toArray(String[]::new));
        assertThat(elsewhere.writes())
                .doesNotContainKeys(rights.writes().keySet().toArray(String[]::new));
    }
}
