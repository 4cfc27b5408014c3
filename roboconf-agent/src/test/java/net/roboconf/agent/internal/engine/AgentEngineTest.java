package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.mayUse;
import static net.roboconf.agent.internal.engine.EngineBench.needs;
import static net.roboconf.agent.internal.engine.EngineBench.withPort;
import static net.roboconf.agent.internal.engine.Shop.mysql;
import static net.roboconf.agent.internal.engine.Shop.startMysql;
import static net.roboconf.agent.internal.engine.Shop.startTomcatAgainstPeer;
import static net.roboconf.agent.internal.engine.Shop.tomcat;
import static net.roboconf.agent.internal.engine.Shop.war;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static net.roboconf.core.lifecycle.InstanceState.STARTING;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static net.roboconf.core.lifecycle.InstanceState.WAITING_FOR_ANCESTOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class AgentEngineTest {

    private static final ExportsSubject MYSQL = ExportsSubject.inside("shop", "MySQL");

    private final EngineBench bench = new EngineBench();

    @Test
    void wanted_instance_is_deployed_started_and_exported() {
        bench.want(mysql(DEPLOYED_STARTED));
        assertThat(bench.running()).containsExactly("DEPLOY /vm/mysql");
        bench.end("/vm/mysql", Step.DEPLOY);
        assertThat(bench.state("/vm/mysql")).isEqualTo(STARTING);
        assertThat(bench.sent(Exports.class)).isEmpty();
        bench.end("/vm/mysql", Step.START);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.lastStatement("MySQL").instances().get(0).variables())
                .isEqualTo(Map.of("port", "80", "ip", "10.0.0.1"));
    }

    @Test
    void importer_waits_until_exporter_has_started_and_names_what_is_missing() {
        bench.want(tomcat(DEPLOYED_STARTED));
        bench.end("/vm/tomcat", Step.DEPLOY);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(UNRESOLVED);
        assertThat(bench.observed("/vm/tomcat").missing()).containsExactly("MySQL");
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        assertThat(bench.running()).containsExactly("START /vm/tomcat");
        assertThat(bench.running.get(0).imports().get("MySQL").get(0).variables())
                .isEqualTo(Map.of("port", "3306"));
    }

    @Test
    void joining_importer_asks_for_each_prefix_saying_what_it_holds() {
        bench.want(tomcat(DEPLOYED_STARTED));
        ExportsAsk ask = bench.sent(ExportsAsk.class).get(0);
        assertThat(ask.subject()).isEqualTo(MYSQL);
        assertThat(ask.held()).isEmpty();
        bench.peerStates("MySQL", 7, "/db/mysql", "3306");
        bench.forgetEffects();
        bench.feed(new AgentEvent.Disconnected());
        bench.feed(new AgentEvent.Connected());
        assertThat(bench.sent(ExportsAsk.class).get(0).held())
                .containsEntry(EngineBench.PEER, new StatementVersion(1, 7));
        assertThat(bench.sent(Exports.class)).isEmpty();
    }

    @Test
    void exporter_answers_the_asker_alone_and_only_when_it_knows_better() {
        startMysql(bench);
        bench.forgetEffects();
        MachineKey asker = new MachineKey("asker");
        bench.receive(new ExportsAsk(MYSQL, asker, null, Map.of(), List.of()), "asker");
        assertThat(bench.addressesOf(Exports.class)).containsExactly(new Address.Importer(MYSQL, asker));
        StatementVersion version = bench.lastStatement("MySQL").version();
        bench.forgetEffects();
        bench.receive(new ExportsAsk(MYSQL, asker, null, Map.of(EngineBench.ME, version), List.of()), "asker");
        assertThat(bench.sent(Exports.class)).isEmpty();
    }

    @Test
    void losing_the_last_exporter_stops_the_importer_and_its_return_starts_it_without_an_order() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(STOPPING);
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(UNRESOLVED);
        bench.peerStates("MySQL", 3, "/db/mysql", "3307");
        bench.end("/vm/tomcat", Step.START);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.ranOn("/vm/tomcat")).containsExactly("DEPLOY", "START", "STOP", "START");
    }

    @Test
    void importer_that_stops_for_a_withdrawal_answers_applied_only_when_its_stop_is_over() {
        startTomcatAgainstPeer(bench);
        bench.forgetEffects();
        bench.peerStates("MySQL", 2);
        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.RECEIVED);
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.RECEIVED, ExportsAck.Phase.APPLIED);
    }

    @Test
    void changed_import_runs_one_update_and_a_repeated_statement_none() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        assertThat(bench.running.get(0).change().present()).isTrue();
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        bench.peerStates("MySQL", 3, "/db/mysql", "3307");
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void changed_export_is_stated_and_runs_nothing_on_its_owner() {
        startMysql(bench);
        bench.forgetEffects();
        bench.want(withPort(mysql(DEPLOYED_STARTED), "3307"));
        assertThat(bench.lastStatement("MySQL").instances())
                .singleElement()
                .satisfies(one -> assertThat(one.variables()).containsEntry("port", "3307"));
        bench.pass(60_000);
        assertThat(bench.sent(Exports.class)).hasSize(1);
        assertThat(bench.running()).isEmpty();
        assertThat(bench.ranOn("/vm/mysql")).containsExactly("DEPLOY", "START");
    }

    @Test
    void change_of_a_variable_that_is_not_imported_runs_nothing() {
        startTomcatAgainstPeer(bench);
        bench.receive(
                new Exports(
                        MYSQL,
                        EngineBench.PEER,
                        new StatementVersion(1, 2),
                        List.of(new ExportedInstance(
                                new InstancePath("/db/mysql"), 1, Map.of("port", "3306", "secret", "other")))),
                "peer");
        assertThat(bench.running()).isEmpty();
        assertThat(bench.acks()).endsWith(ExportsAck.Phase.APPLIED);
    }

    @Test
    void exporter_that_came_and_went_while_a_step_ran_is_never_seen() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        bench.peerStates("MySQL", 3, "/db/mysql", "3307", "/db/second", "1");
        bench.peerStates("MySQL", 4, "/db/mysql", "3307");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.running()).isEmpty();
        assertThat(bench.acks()).endsWith(ExportsAck.Phase.APPLIED);
    }

    @Test
    void withdrawals_are_told_before_additions() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.peerStates("MySQL", 3, "/db/mysql", "3306", "/db/b", "1", "/db/c", "2");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.peerStates("MySQL", 4, "/db/mysql", "9", "/db/b", "1", "/db/c", "2");
        bench.peerStates("MySQL", 5, "/db/mysql", "9", "/db/d", "3", "/db/c", "2");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.running.get(0).change().present()).isFalse();
        assertThat(bench.running.get(0).change().imported().path().value()).isEqualTo("/db/b");
    }

    @Test
    void recipe_with_reconfigure_gets_everything_at_once_and_at_most_one_run_waits() {
        bench.optionalSteps = Set.of(Step.RECONFIGURE);
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.peerStates("MySQL", 3, "/db/mysql", "3306", "/db/b", "1", "/db/c", "1");
        bench.peerStates("MySQL", 4, "/db/mysql", "3306", "/db/b", "1", "/db/c", "1", "/db/d", "1");
        assertThat(bench.running()).containsExactly("RECONFIGURE /vm/tomcat");
        bench.end("/vm/tomcat", Step.RECONFIGURE);
        assertThat(bench.running()).containsExactly("RECONFIGURE /vm/tomcat");
        assertThat(bench.running.get(0).imports().get("MySQL")).hasSize(4);
        bench.end("/vm/tomcat", Step.RECONFIGURE);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void failed_update_leaves_the_instance_started_ends_the_wait_and_is_repeated() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.UPDATE, Reason.STEP_FAILED);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.observed("/vm/tomcat").reason()).isEqualTo(Reason.UPDATE_FAILED);
        assertThat(bench.acks()).endsWith(ExportsAck.Phase.RECEIVED, ExportsAck.Phase.APPLIED);
        bench.pass(2_000);
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.observed("/vm/tomcat").reason()).isEqualTo(Reason.NONE);
        bench.pass(120_000);
        assertThat(bench.ranOn("/vm/tomcat")).containsExactly("DEPLOY", "START", "UPDATE", "UPDATE", "UPDATE");
    }

    @Test
    void statement_that_takes_nothing_away_is_answered_once_and_one_that_does_until_it_is_applied() {
        startTomcatAgainstPeer(bench);
        bench.forgetEffects();
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.pass(4_000);
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.acks()).containsExactly(ExportsAck.Phase.RECEIVED);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        bench.pass(4_000);
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.acks())
                .containsExactly(
                        ExportsAck.Phase.RECEIVED,
                        ExportsAck.Phase.RECEIVED,
                        ExportsAck.Phase.WORKING,
                        ExportsAck.Phase.APPLIED);
    }

    @Test
    void addition_that_follows_a_withdrawal_does_not_take_its_answer_away() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/b", "1");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.forgetEffects();
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        bench.peerStates("MySQL", 4, "/db/mysql", "3306", "/db/c", "1");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.acks()).endsWith(ExportsAck.Phase.APPLIED);
    }

    @Test
    void statement_that_is_repeated_is_answered_until_it_is_applied() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306", "/db/b", "1");
        bench.forgetEffects();
        bench.peerStates("MySQL", 3, "/db/mysql", "3306", "/db/b", "1");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.acks()).endsWith(ExportsAck.Phase.APPLIED);
    }

    @Test
    void who_asks_is_waited_for_and_need_not_acknowledge_the_answer() {
        startMysql(bench);
        MachineKey asker = new MachineKey("asker");
        bench.receive(new ExportsAsk(MYSQL, asker, null, Map.of(), List.of()), "asker");
        assertThat(bench.sent(Exports.class)).last().extracting(Exports::asker).isEqualTo(asker);
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.DRAINING);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void answer_to_an_own_question_is_not_acknowledged() {
        startTomcatAgainstPeer(bench);
        bench.forgetEffects();
        Exports answer = new Exports(
                MYSQL,
                new MachineKey("other"),
                new StatementVersion(1, 1),
                List.of(new ExportedInstance(new InstancePath("/db/other"), 1, Map.of("port", "1"))));
        bench.receive(answer.answering(EngineBench.ME), "other");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.acks()).isEmpty();
    }

    @Test
    void asks_are_heard_from_the_first_statement_on() {
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.end("/vm/mysql", Step.DEPLOY);
        assertThat(bench.subscriptions()).doesNotContain(new Subscription.AsksFor(MYSQL));
        bench.want(mysql(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.START);
        assertThat(bench.subscriptions()).contains(new Subscription.AsksFor(MYSQL));
        assertThat(bench.stated("MySQL")).isNotEmpty();
        // Who begins to listen after the statement asks after it, and must be heard.
        List<AgentEffect> said = bench.effects.stream()
                .filter(effect -> effect instanceof AgentEffect.Subscribe
                        || effect instanceof AgentEffect.Send send && send.message() instanceof Exports)
                .toList();
        assertThat(said.get(said.size() - 2)).isInstanceOf(AgentEffect.Subscribe.class);
        assertThat(said.get(said.size() - 1)).isInstanceOf(AgentEffect.Send.class);
    }

    @Test
    void agent_without_memory_of_an_earlier_life_hears_all_asks() {
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.receive(new ObservedAsk(EngineBench.ME, 1, 7, 3, false, null), MessagingListener.Delivery.MANAGER);
        assertThat(bench.subscriptions()).contains(new Subscription.AsksFor(MYSQL));
    }

    @Test
    void failed_update_is_followed_by_another_even_if_all_is_as_it_was_before_it() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        bench.end("/vm/tomcat", Step.UPDATE, Reason.STEP_FAILED);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.observed("/vm/tomcat").reason()).isEqualTo(Reason.NONE);
        bench.pass(120_000);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void log_of_an_instance_stays_after_its_undeploy_and_goes_with_the_instance() {
        startMysql(bench);
        bench.want(mysql(NOT_DEPLOYED));
        bench.end("/vm/mysql", Step.STOP);
        bench.end("/vm/mysql", Step.UNDEPLOY);
        assertThat(bench.effects).noneMatch(AgentEffect.DropLog.class::isInstance);
        bench.dontMention("/vm/mysql");
        assertThat(bench.knows("/vm/mysql")).isFalse();
        assertThat(bench.effects).contains(new AgentEffect.DropLog(new InstancePath("/vm/mysql")));
    }

    @Test
    void agent_that_has_a_rival_begins_nothing_until_it_is_not_told_of_it_any_more() {
        startTomcatAgainstPeer(bench);
        bench.want(mysql(DEPLOYED_STARTED));
        bench.forgetEffects();
        bench.receive(new ObservedAsk(EngineBench.ME, 1, 0, 0, true, null), "dm");
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        for (int i = 0; i < 5; i++) {
            bench.pass(10_000);
            bench.receive(new ObservedAsk(EngineBench.ME, 1, 0, 0, true, null), "dm");
        }
        assertThat(bench.running()).isEmpty();
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STOPPED);
        assertThat(bench.epoch()).isEqualTo(1);
        bench.pass(20_000);
        assertThat(bench.running()).containsExactlyInAnyOrder("START /vm/mysql", "UPDATE /vm/tomcat");
    }

    @Test
    void only_the_deployment_manager_of_the_newest_term_tells_an_agent_of_its_rival() {
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.receive(new ObservedAsk(EngineBench.ME, 0, 0, 0, true, null), "dm");
        bench.receive(new ObservedAsk(EngineBench.ME, 1, 0, 0, true, null), "peer");
        bench.want(mysql(DEPLOYED_STARTED));
        assertThat(bench.running()).containsExactly("START /vm/mysql");
    }

    @Test
    void recipe_that_comes_while_there_is_a_rival_is_not_deployed_before_that_is_over() {
        bench.receive(new ObservedAsk(EngineBench.ME, 0, 0, 0, true, null), "dm");
        bench.want(mysql(DEPLOYED_STARTED));
        assertThat(bench.running()).isEmpty();
        bench.pass(20_000);
        assertThat(bench.running()).containsExactly("DEPLOY /vm/mysql");
    }

    @Test
    void children_stop_before_their_parent_and_everything_is_withdrawn_together() {
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STARTED), war(DEPLOYED_STARTED));
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
        bench.end("/vm/tomcat/war", Step.DEPLOY);
        bench.end("/vm/tomcat/war", Step.START);
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STOPPED), war(DEPLOYED_STOPPED));
        assertThat(bench.stated("Tomcat")).isEmpty();
        assertThat(bench.stated("War")).isEmpty();
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat/war");
        bench.end("/vm/tomcat/war", Step.STOP, Reason.STEP_FAILED);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
    }

    @Test
    void child_that_is_only_taken_for_dead_is_stopped_before_its_parent() {
        bench.optionalSteps = Set.of(Step.CHECK);
        bench.want(tomcat(DEPLOYED_STARTED), war(DEPLOYED_STARTED));
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
        bench.end("/vm/tomcat/war", Step.DEPLOY);
        bench.end("/vm/tomcat/war", Step.START);
        bench.pass(5_000);
        bench.end("/vm/tomcat", Step.CHECK);
        bench.end("/vm/tomcat/war", Step.CHECK, Reason.STEP_TIMEOUT);
        bench.pass(1_000);
        bench.end("/vm/tomcat/war", Step.CHECK, Reason.STEP_TIMEOUT);
        assertThat(bench.state("/vm/tomcat/war")).isEqualTo(PROBLEM);
        bench.peerStates("MySQL", 2);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat/war");
        bench.end("/vm/tomcat/war", Step.STOP);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.state("/vm/tomcat/war")).isEqualTo(WAITING_FOR_ANCESTOR);
    }

    @Test
    void child_waits_for_its_ancestor_when_the_parent_loses_its_imports() {
        startTomcatAgainstPeer(bench);
        bench.want(war(DEPLOYED_STARTED));
        bench.end("/vm/tomcat/war", Step.DEPLOY);
        bench.end("/vm/tomcat/war", Step.START);
        bench.peerStates("MySQL", 2);
        bench.end("/vm/tomcat/war", Step.STOP);
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(UNRESOLVED);
        assertThat(bench.state("/vm/tomcat/war")).isEqualTo(WAITING_FOR_ANCESTOR);
    }

    @Test
    void undeploy_goes_from_the_leaves_and_the_entry_stays_until_it_is_not_mentioned() {
        startMysql(bench);
        bench.want(mysql(NOT_DEPLOYED));
        bench.end("/vm/mysql", Step.STOP);
        bench.end("/vm/mysql", Step.UNDEPLOY);
        assertThat(bench.state("/vm/mysql")).isEqualTo(NOT_DEPLOYED);
        bench.dontMention("/vm/mysql");
        assertThat(bench.knows("/vm/mysql")).isFalse();
    }

    @Test
    void instance_that_is_not_mentioned_is_left_alone() {
        startMysql(bench);
        bench.dontMention("/vm/mysql");
        bench.pass(300_000);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.ranOn("/vm/mysql")).containsExactly("DEPLOY", "START");
    }

    @Test
    void order_of_an_older_term_or_revision_is_refused() {
        startMysql(bench);
        OrderVersion accepted = bench.accepted();
        bench.receive(bench.order(new OrderVersion(2, 1)), "dm");
        assertThat(bench.accepted()).isEqualTo(new OrderVersion(2, 1));
        bench.want(mysql(NOT_DEPLOYED));
        assertThat(bench.accepted()).isEqualTo(new OrderVersion(2, 1)).isNotEqualTo(accepted);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void order_from_another_agent_is_ignored() {
        bench.receive(bench.order(new OrderVersion(1, 1)), "peer");
        assertThat(bench.accepted()).isEqualTo(OrderVersion.NONE);
    }

    @Test
    void agent_that_is_told_of_a_higher_epoch_takes_the_next_one_and_restates() {
        startMysql(bench);
        bench.forgetEffects();
        bench.receive(new ObservedAsk(EngineBench.ME, 1, 41, 0, false, null), "dm");
        assertThat(bench.epoch()).isEqualTo(42);
        assertThat(bench.lastStatement("MySQL").version().epoch()).isEqualTo(42);
    }

    @Test
    void voided_epoch_counts_as_withdrawn_and_who_speaks_in_it_is_told() {
        startTomcatAgainstPeer(bench);
        bench.receive(new Verdict("shop", EngineBench.PEER, 1, 1, 1, false), "dm");
        assertThat(bench.state("/vm/tomcat")).isEqualTo(STOPPING);
        bench.forgetEffects();
        bench.peerStates("MySQL", 9, "/db/mysql", "3306");
        assertThat(bench.sent(Verdict.class)).hasSize(1);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(STOPPING);
    }

    @Test
    void judged_agent_takes_the_next_epoch_and_restates() {
        startMysql(bench);
        bench.forgetEffects();
        bench.receive(new Verdict("shop", EngineBench.ME, 1, 1, 1, false), "peer");
        assertThat(bench.epoch()).isEqualTo(2);
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
    }

    @Test
    void machine_that_is_gone_is_not_waited_for() {
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.want(mysql(DEPLOYED_STOPPED));
        bench.receive(new Verdict("shop", EngineBench.PEER, 1, 1, 1, true), "dm");
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
    }

    @Test
    void silence_stops_nothing() {
        startTomcatAgainstPeer(bench);
        bench.feed(new AgentEvent.Disconnected());
        bench.pass(3_600_000);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
    }

    @Test
    void what_was_stated_while_disconnected_is_stated_on_connection() {
        bench.feed(new AgentEvent.Disconnected());
        startMysql(bench);
        assertThat(bench.sent(Exports.class)).isEmpty();
        bench.feed(new AgentEvent.Connected());
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
    }

    @Test
    void long_list_of_exports_is_stated_at_once_when_idle_and_paced_when_busy() {
        List<String> paths =
                IntStream.range(100, 400).mapToObj(i -> "/vm/mysql-" + i).toList();
        bench.want(paths.stream()
                .map(path -> instance(path, "MySQL", DEPLOYED_STARTED))
                .toArray(DesiredInstance[]::new));
        paths.forEach(path -> bench.end(path, Step.DEPLOY));
        paths.forEach(path -> bench.end(path, Step.START));
        assertThat(bench.sent(Exports.class))
                .as("the short lists at the beginning")
                .hasSizeLessThan(15);
        bench.pass(100);
        assertThat(bench.stated("MySQL")).isEqualTo(paths);

        bench.pass(100);
        bench.forgetEffects();
        bench.want(instance("/vm/mysql-100", "MySQL", DEPLOYED_STOPPED));
        assertThat(bench.stated("MySQL")).as("at once").hasSize(299);
        bench.want(instance("/vm/mysql-101", "MySQL", DEPLOYED_STOPPED));
        bench.feed(new AgentEvent.Disconnected());
        bench.pass(60_000);
        assertThat(bench.sent(Exports.class)).as("held back").hasSize(1);
        bench.feed(new AgentEvent.Connected());
        assertThat(bench.stated("MySQL")).hasSize(298);
        assertThat(bench.sent(Exports.class)).hasSize(2);
    }

    @Test
    void observed_is_told_at_once_when_idle_and_paced_when_busy() {
        bench.pass(1_000);
        bench.forgetEffects();
        bench.want(mysql(DEPLOYED_STARTED));
        assertThat(bench.sent(Observed.class)).hasSize(1);
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START);
        assertThat(bench.sent(Observed.class)).hasSize(1);
        bench.pass(100);
        assertThat(bench.sent(Observed.class)).hasSize(2);
        assertThat(bench.sent(Observed.class).get(1).transitions()).hasSizeGreaterThan(2);
        bench.pass(60_000);
        assertThat(bench.sent(Observed.class)).hasSize(2);
    }

    @Test
    void optional_import_never_blocks_but_its_changes_are_told() {
        bench.want(instance("/vm/mysql", "MySQL", DEPLOYED_STARTED, mayUse("Tomcat")));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START);
        bench.peerStates("Tomcat", 1, "/t/tomcat", "8080");
        assertThat(bench.running()).containsExactly("UPDATE /vm/mysql");
    }

    @Test
    void instance_never_imports_itself() {
        bench.want(instance("/vm/node", "Node", DEPLOYED_STARTED, needs("Node")));
        bench.end("/vm/node", Step.DEPLOY);
        assertThat(bench.state("/vm/node")).isEqualTo(UNRESOLVED);
    }
}
