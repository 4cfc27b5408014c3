package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.needs;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

/** A disk was wiped or set back, or a machine was copied: somebody has said what the agent does not know that it was said. */
class ForgottenLivesTest {

    private static final ExportsSubject MYSQL = ExportsSubject.inside("shop", "MySQL");

    private final EngineBench bench = new EngineBench();

    private void startMysql() {
        bench.want(instance("/vm/mysql", "MySQL", DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START);
    }

    private void startTomcatAgainstPeer() {
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STARTED, needs("MySQL")));
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
    }

    private void peerHolds(StatementVersion version) {
        bench.receive(
                new ExportsAsk(MYSQL, EngineBench.PEER, null, Map.of(EngineBench.ME, version), List.of()),
                EngineBench.PEER.value());
    }

    private void repair(List<Exports> statements, List<MachineKey> known) {
        bench.receive(new ImportsRepair(EngineBench.ME, 1, MYSQL, statements, known), "dm");
    }

    private static Exports peersStatement(long sequence, ExportedInstance... instances) {
        return new Exports(MYSQL, EngineBench.PEER, new StatementVersion(1, sequence), List.of(instances));
    }

    @Test
    void agent_that_hears_of_a_statement_of_a_forgotten_life_takes_the_next_epoch_and_restates() {
        startMysql();
        StatementVersion forgotten = new StatementVersion(
                bench.epoch(), bench.lastStatement("MySQL").version().sequence() + 10);
        bench.forgetEffects();
        peerHolds(forgotten);
        assertThat(bench.epoch()).isGreaterThan(forgotten.epoch());
        assertThat(bench.lastStatement("MySQL").version()).isGreaterThan(forgotten);
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
    }

    @Test
    void statement_that_a_copy_has_made_newer_is_stated_anew_also_when_others_were_made_since() {
        startMysql();
        StatementVersion said = bench.lastStatement("MySQL").version();
        bench.want(
                instance("/vm/mysql", "MySQL", DEPLOYED_STARTED),
                instance("/vm/redis", "Redis", DEPLOYED_STARTED),
                instance("/vm/mongo", "Mongo", DEPLOYED_STARTED));
        for (String path : List.of("/vm/redis", "/vm/mongo")) {
            bench.end(path, Step.DEPLOY);
            bench.end(path, Step.START);
        }
        StatementVersion ofCopy = new StatementVersion(said.epoch(), said.sequence() + 1);
        bench.forgetEffects();
        peerHolds(ofCopy);
        assertThat(bench.lastStatement("MySQL").version()).isGreaterThan(ofCopy);
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
    }

    @Test
    void agent_on_which_nothing_is_left_answers_who_holds_what_it_has_stated() {
        startMysql();
        bench.want(instance("/vm/mysql", "MySQL", NOT_DEPLOYED));
        bench.end("/vm/mysql", Step.STOP);
        bench.end("/vm/mysql", Step.UNDEPLOY);
        bench.forgetEffects();
        peerHolds(new StatementVersion(bench.epoch(), 1_000));
        assertThat(bench.stated("MySQL")).isEmpty();
        assertThat(bench.lastStatement("MySQL").version().epoch()).isEqualTo(bench.epoch());
    }

    @Test
    void importer_that_knows_better_than_the_repair_asks_the_exporter_itself() {
        startTomcatAgainstPeer();
        bench.peerStates("MySQL", 5, "/db/mysql", "3307");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.forgetEffects();
        repair(List.of(peersStatement(4)), null);
        assertThat(bench.sent(ExportsAsk.class)).singleElement().satisfies(ask -> assertThat(ask.held())
                .containsEntry(EngineBench.PEER, new StatementVersion(1, 5)));
        assertThat(bench.addressesOf(ExportsAsk.class)).containsExactly(new Address.Exporter(MYSQL, EngineBench.PEER));
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
    }

    @Test
    void of_two_things_that_were_said_as_one_version_the_repaired_one_counts() {
        startTomcatAgainstPeer();
        ExportedInstance other =
                new ExportedInstance(new InstancePath("/db/mysql"), 2, Map.of("port", "3307", "secret", "s"));
        bench.receive(peersStatement(1, other), EngineBench.PEER.value());
        assertThat(bench.running()).isEmpty();
        repair(List.of(peersStatement(1, other)), null);
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        bench.end("/vm/tomcat", Step.UPDATE);
        repair(List.of(peersStatement(1, other)), null);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void what_a_machine_has_stated_that_nobody_knows_any_more_is_over_when_the_repair_says_so() {
        startTomcatAgainstPeer();
        repair(List.of(), null);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
        repair(List.of(), List.of(EngineBench.PEER));
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
        repair(List.of(), List.of(EngineBench.ME));
        assertThat(bench.state("/vm/tomcat")).isEqualTo(STOPPING);
        bench.end("/vm/tomcat", Step.STOP);
        bench.restartAgent(false);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(UNRESOLVED);
    }
}
