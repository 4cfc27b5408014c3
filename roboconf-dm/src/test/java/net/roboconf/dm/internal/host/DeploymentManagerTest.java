package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.internal.engine.DmTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentManagerTest {

    private static final InstancePath VM1 = new InstancePath("/vm1");
    private static final InstancePath TOMCAT1 = new InstancePath("/vm1/tomcat");

    @TempDir
    Path folder;

    private final MemoryBroker broker = new MemoryBroker();
    private final MemoryTarget target = new MemoryTarget(broker);
    private DeploymentManager dm;
    private Manager manager;

    @BeforeEach
    void start() throws Exception {
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.add(target);
        dm.useMessaging(MessagingChoice.Decision.use(broker, Map.of(), null), messaging -> {});
        manager = dm.manager();
        Until.isTrue("ready", () -> manager.status().ready() && manager.status().connected());
        Until.isTrue("targets", () -> manager.status().targets().contains("memory"));
    }

    @AfterEach
    void stop() {
        dm.close();
        target.close();
        broker.close();
    }

    private void restart() throws Exception {
        dm.close();
        start();
    }

    private void deploy() throws Exception {
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", "a shop"));
        Until.done(manager.deployAndStartAll("shop", null));
    }

    private ApplicationView shop() {
        return manager.application("shop").orElseThrow();
    }

    private InstanceView tomcat() {
        return shop().instance(TOMCAT1).orElseThrow();
    }

    private void untilAll(InstanceState state) {
        Until.isTrue("all " + state, () -> shop().states().equals(Map.of(state, 4)));
    }

    @Test
    void from_an_archive_to_started_instances() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        InstanceView tomcat = tomcat();
        assertThat(tomcat.exports()).containsEntry("Tomcat.httpPort", "10000").containsKey("Tomcat.ip");
        assertThat(tomcat.machine().address()).isNotNull();
        assertThat(tomcat.machine().target()).isEqualTo("memory-vm");
        assertThat(broker.accounts).hasSize(2);
        assertThat(broker.served).containsExactly("shop");
        assertThat(target.machines.values()).allSatisfy(request -> {
            assertThat(request.agent().messaging()).containsEntry("password", broker.accounts.get(request.key()));
            assertThat(request.properties()).containsEntry("handler", "memory");
        });
    }

    @Test
    void a_restart_finds_everything_and_doubles_nothing() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        long term = manager.status().term();
        restart();
        assertThat(manager.status().term()).isEqualTo(term + 1);
        untilAll(InstanceState.DEPLOYED_STARTED);
        Until.isTrue("agents are heard again", () -> shop().instances().stream()
                .allMatch(view -> view.machine().agent() == AgentStatus.CONNECTED));
        Until.done(manager.undeployAll("shop", null));
        untilAll(InstanceState.NOT_DEPLOYED);
        assertThat(target.creations.get()).isEqualTo(2);
        assertThat(target.machines).isEmpty();
        Until.isTrue("accounts are revoked", broker.accounts::isEmpty);
    }

    @Test
    void machines_are_created_at_the_same_time() throws Exception {
        target.gate = new CountDownLatch(1);
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", ""));
        for (int i = 0; i < 98; i++) {
            Until.done(manager.addInstance("shop", new NewInstance(null, "more-" + i, "VM", Map.of(), Map.of())));
        }
        Until.done(manager.deployAndStartAll("shop", null));
        Until.isTrue("a hundred at once", () -> target.creating.get() == 100);
        target.gate.countDown();
        Until.isTrue("all started", () -> shop().states().equals(Map.of(InstanceState.DEPLOYED_STARTED, 102)));
    }

    @Test
    void a_refusal_of_the_provider_reaches_people_unchanged_and_can_be_retried() throws Exception {
        target.refusal = "Quota exceeded for instances: requested 1, used 10 of 10";
        deploy();
        Until.isTrue(
                "the machine failed", () -> shop().instance(VM1).orElseThrow().actual() == InstanceState.PROBLEM);
        InstanceView machine = shop().instance(VM1).orElseThrow();
        assertThat(machine.reason()).isEqualTo(Reason.TARGET_FAILED);
        assertThat(machine.message()).isEqualTo(target.refusal);
        assertThat(shop().explain(TOMCAT1).text())
                .contains("/vm1/tomcat waits for /vm1")
                .contains("Quota exceeded");
        target.refusal = null;
        Until.done(manager.retry("shop", VM1));
        Until.isTrue("tomcat runs", () -> tomcat().actual() == InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void an_instance_added_to_an_existing_machine_starts() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        InstanceView added =
                Until.done(manager.addInstance("shop", new NewInstance(VM1, "second", "Tomcat", Map.of(), Map.of())));
        assertThat(added.actual()).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(added.exports()).containsEntry("Tomcat.httpPort", "10001");
        Until.done(manager.changeState("shop", added.path(), InstanceState.DEPLOYED_STARTED));
        Until.isTrue(
                "it runs",
                () -> shop().instance(added.path()).orElseThrow().actual() == InstanceState.DEPLOYED_STARTED);
        Until.done(manager.removeInstance("shop", added.path(), true));
        Until.isTrue("it is removed", () -> shop().instance(added.path()).isEmpty());
    }

    @Test
    void events_are_told_in_order_and_again_from_any_point() throws Exception {
        List<ManagerEvent> heard = new CopyOnWriteArrayList<>();
        EventSubscription live = manager.subscribe(0, heard::add);
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        Until.isTrue(
                "all events are told", () -> !heard.isEmpty() && last(heard).equals(last(manager.events(0, 9_999))));
        live.close();
        assertThat(heard).extracting(ManagerEvent::id).isSorted().doesNotHaveDuplicates();
        restart();
        List<ManagerEvent> again = new CopyOnWriteArrayList<>();
        EventSubscription later = manager.subscribe(heard.get(3).id(), again::add);
        Until.isTrue("the rest is told", () -> again.size() >= heard.size() - 4);
        later.close();
        assertThat(again.subList(0, heard.size() - 4)).isEqualTo(heard.subList(4, heard.size()));
    }

    private static ManagerEvent last(List<ManagerEvent> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void a_listener_that_fails_does_not_keep_others_from_hearing() throws Exception {
        List<ManagerEvent> heard = new CopyOnWriteArrayList<>();
        EventSubscription broken = manager.subscribe(0, event -> {
            throw new IllegalStateException("on purpose");
        });
        EventSubscription good = manager.subscribe(0, heard::add);
        Until.done(manager.putTarget("t", Map.of("handler", "memory")));
        Until.isTrue("told", () -> !heard.isEmpty());
        broken.close();
        good.close();
    }

    @Test
    void the_log_of_an_instance_is_read_on_its_machine() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        assertThat(Until.done(manager.log("shop", TOMCAT1, 1_000))).contains("log of ReadLog");
        assertThat(Until.refused(manager.log("shop", new InstancePath("/none"), 1))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void an_instance_without_a_machine_has_no_log() throws Exception {
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", "a shop"));
        assertThat(Until.refused(manager.log("shop", TOMCAT1, 1_000)))
                .hasMessageContaining("deploy it first")
                .extracting(ManagerException::code)
                .isEqualTo(ErrorCode.REFUSED_STATE);
    }

    @Test
    void an_agent_that_does_not_answer_is_not_waited_for_for_ever() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        target.silent.addAll(target.machines.keySet());
        assertThat(Until.refused(manager.log("shop", TOMCAT1, 1_000)).code()).isEqualTo(ErrorCode.NO_ANSWER);
    }

    @Test
    void what_was_ordered_while_the_broker_was_down_is_done_when_it_is_back() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        broker.setUp(false);
        Until.isTrue("disconnected", () -> !manager.status().connected());
        Until.done(manager.stopAll("shop", null));
        assertThat(tomcat().expected()).isEqualTo(InstanceState.DEPLOYED_STOPPED);
        broker.setUp(true);
        Until.isTrue("stopped", () -> tomcat().actual() == InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void what_cannot_be_understood_is_set_aside_and_told_and_stops_nothing() throws Exception {
        deploy();
        untilAll(InstanceState.DEPLOYED_STARTED);
        MachineKey machine = tomcat().machine().key();

        broker.say(new RejectedMessage(
                machine.value(), "reports", Problem.UNREADABLE, "Not a Message of ours", new byte[] {'?'}));
        broker.say(new Call("1", machine, new Call.Ping()), machine.value());

        Until.isTrue("both are set aside", () -> manager.status().rejected() == 2);
        assertThat(manager.rejected())
                .extracting(RejectedMessages.Kept::problem)
                .containsExactly(Problem.UNREADABLE, Problem.UNEXPECTED);
        Until.isTrue("the event", () -> manager.events(0, 1_000).stream()
                .anyMatch(event -> event.kind() == ManagerEvent.Kind.NOTICE
                        && VM1.equals(event.path())
                        && event.message()
                                .contains("1 bytes from '" + machine + "' was set aside (UNREADABLE): Not a Message")));
        Until.done(manager.undeployAll("shop", null));
        untilAll(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void without_a_target_a_machine_says_what_is_missing_and_goes_on_when_it_comes() throws Exception {
        dm.remove(InstalledTarget.of(target));
        deploy();
        Until.isTrue("it says so", () -> shop().instance(VM1).orElseThrow().reason() == Reason.TARGET_MISSING);
        assertThat(shop().instance(VM1).orElseThrow().message())
                .contains("memory")
                .contains("not installed");
        UnusedExtension other = new UnusedExtension(
                ExtensionKind.TARGET, "memory-target", "2.0.0", Set.of("memory"), "it needs the package p");
        dm.unused(List.of(other));
        Until.isTrue("it says why", () -> shop().instance(VM1)
                .orElseThrow()
                .message()
                .equals(
                        "The target 'memory-vm' needs a handler 'memory', which is missing: the bundle memory-target 2.0.0 is not"
                                + " used: it needs the package p. It goes on as soon as it can be used"));
        assertThat(manager.status().notices())
                .contains("memory-target 2.0.0 (target memory) is not used: it needs the package p");
        dm.add(target);
        untilAll(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void targets_come_in_an_archive_all_or_none() throws Exception {
        TemplateZip good = new TemplateZip()
                .with("one.properties", "id = one\nhandler = memory\n")
                .with("one/agent.script.sh", "exit 0\n");
        ManagerException refusal = Until.refused(
                manager.uploadTargets(good.with("two.properties", "id = two\n").writeTo(folder.resolve("bad.zip"))));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal).hasMessageContaining("'two' has no handler");
        assertThat(manager.targets()).isEmpty();

        Until.done(manager.uploadTargets(
                good.with("two.properties", "id = two\nhandler = memory\n").writeTo(folder.resolve("good.zip"))));
        restart();

        assertThat(manager.targets()).extracting(TargetView::id).containsExactly("one", "two");
        assertThat(manager.targets().get(0).files()).containsExactly("agent.script.sh");
    }

    @Test
    void the_scripts_of_a_target_run_on_this_host_before_anything_is_deployed() throws Exception {
        Path ran = folder.resolve("ran");
        Until.done(manager.uploadTemplate(TemplateZip.good()
                .with(
                        "graph/VM/local.dm.configure.script.sh",
                        "echo \"$SCOPED_INSTANCE_PATH\" >> " + ran + "; exit 7\n")
                .writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", ""));
        Until.done(manager.deployAndStartAll("shop", null));

        Until.isTrue(
                "both machines say so",
                () -> shop().instances().stream()
                                .filter(view -> view.message().startsWith("local.dm.configure.script.sh exited 7"))
                                .filter(view -> view.actual() == InstanceState.PROBLEM)
                                .count()
                        == 2);
        assertThat(Files.readAllLines(ran)).containsExactlyInAnyOrder("/vm1", "/vm2");
        assertThat(tomcat().actual()).isNotEqualTo(InstanceState.DEPLOYED_STARTED);
        Until.done(manager.undeployAll("shop", null));
        untilAll(InstanceState.NOT_DEPLOYED);
        assertThat(folder.resolve("data/scripts")).isEmptyDirectory();
    }

    @Test
    void wrong_properties_of_a_target_are_refused_by_the_target() throws Exception {
        assertThat(Until.refused(manager.putTarget("t", Map.of("handler", "memory", "wrong", "x"))))
                .hasMessageContaining("'wrong' is wrong");
        assertThat(manager.targets()).isEmpty();
    }
}
