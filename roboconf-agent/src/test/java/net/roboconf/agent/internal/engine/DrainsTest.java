package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.needs;
import static net.roboconf.agent.internal.engine.Shop.mysql;
import static net.roboconf.agent.internal.engine.Shop.startMysql;
import static net.roboconf.agent.internal.engine.Shop.startTomcatAgainstPeer;
import static net.roboconf.agent.internal.engine.Shop.tomcat;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

/** A planned stop waits until importers have let go. */
class DrainsTest {

    private static final ExportsSubject MYSQL = ExportsSubject.inside("shop", "MySQL");

    private final EngineBench bench = new EngineBench();

    @Test
    void planned_stop_waits_until_known_importers_have_applied_the_withdrawal() {
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.stated("MySQL")).isEmpty();
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.DRAINING);
        assertThat(bench.running()).isEmpty();
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.RECEIVED);
        assertThat(bench.running()).isEmpty();
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
        bench.end("/vm/mysql", Step.STOP);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STOPPED);
    }

    @Test
    void stop_without_known_importers_waits_for_nobody() {
        startMysql(bench);
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
    }

    @Test
    void drain_ends_without_progress_and_says_who_was_late() {
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.pass(8_000);
        assertThat(bench.running()).isEmpty();
        bench.pass(4_000);
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.DRAIN_TIMEOUT);
        assertThat(bench.observed("/vm/mysql").message()).contains("peer");
        bench.end("/vm/mysql", Step.STOP);
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.DRAIN_TIMEOUT);
    }

    @Test
    void drain_names_the_instances_that_it_waits_for_and_not_the_machine_that_they_are_on() {
        startMysql(bench);
        InstancePath apache = new InstancePath("/apache-vm/apache");
        InstancePath shop = new InstancePath("/apache-vm/shop");
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED, List.of(apache, shop));
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.observed("/vm/mysql").message())
                .isEqualTo("waits for /apache-vm/apache, /apache-vm/shop to let go of it");
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.RECEIVED, List.of(shop));
        assertThat(bench.observed("/vm/mysql").message()).isEqualTo("waits for /apache-vm/shop to let go of it");
        bench.pass(12_000);
        assertThat(bench.observed("/vm/mysql").message()).isEqualTo("/apache-vm/shop did not let go of it in time");
    }

    @Test
    void drain_names_importers_that_have_only_asked_since_the_agent_was_started_anew() {
        startMysql(bench);
        MachineKey asker = new MachineKey("asker");
        StatementVersion version = bench.lastStatement("MySQL").version();
        InstancePath apache = new InstancePath("/apache-vm/apache");
        bench.receive(new ExportsAsk(MYSQL, asker, null, Map.of(EngineBench.ME, version), List.of(apache)), "asker");
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.observed("/vm/mysql").message()).isEqualTo("waits for /apache-vm/apache to let go of it");
    }

    @Test
    void drain_that_waits_for_many_names_some_and_counts_the_others() {
        startMysql(bench);
        List<InstancePath> all = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> new InstancePath("/vm-" + i + "/apache"))
                .toList();
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED, all);
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.observed("/vm/mysql").message())
                .isEqualTo("waits for /vm-1/apache, /vm-2/apache, /vm-3/apache, /vm-4/apache, /vm-5/apache and 3 more "
                        + "to let go of it");
    }

    @Test
    void acknowledgement_names_the_instances_that_are_not_done_and_then_all_that_import() {
        startTomcatAgainstPeer(bench);
        bench.want(instance("/vm/other", "Tomcat", DEPLOYED_STOPPED, needs("MySQL")));
        bench.forgetEffects();
        bench.peerStates("MySQL", 2);
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.sent(ExportsAck.class).stream()
                        .map(ack -> ack.phase() + " " + ack.importers())
                        .toList())
                .containsExactly("RECEIVED [/vm/tomcat]", "APPLIED [/vm/other, /vm/tomcat]");
    }

    @Test
    void importer_that_is_still_working_renews_the_limit_up_to_the_cap() {
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.want(mysql(DEPLOYED_STOPPED));
        for (int i = 0; i < 16; i++) {
            assertThat(bench.running()).isEmpty();
            bench.pass(7_000);
            bench.peerAcknowledges("MySQL", ExportsAck.Phase.WORKING);
        }
        bench.pass(8_000);
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
    }

    @Test
    void start_cancels_a_drain_and_restates() {
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.want(mysql(DEPLOYED_STARTED));
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
        bench.pass(200_000);
        assertThat(bench.ranOn("/vm/mysql")).containsExactly("DEPLOY", "START");
    }

    @Test
    void importer_on_the_same_machine_is_drained_like_any_other() {
        bench.want(mysql(DEPLOYED_STARTED), tomcat(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START);
        bench.end("/vm/tomcat", Step.START);
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
        bench.end("/vm/mysql", Step.STOP);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(UNRESOLVED);
    }
}
