package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.Manager;
import net.roboconf.dm.internal.engine.DmTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another messaging is to be used while applications are being deployed. */
class RelocationTest {

    private static final InstancePath TOMCAT1 = new InstancePath("/vm1/tomcat");

    @TempDir
    Path folder;

    private final MemoryBroker old = new MemoryBroker();
    private final MemoryBroker fresh = new MemoryBroker();

    /** Settings say which of the two brokers. */
    private final MessagingProvider provider = new MessagingProvider() {
        @Override
        public String type() {
            return "memory";
        }

        @Override
        public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
            return broker(settings).open(self, settings, listener);
        }

        @Override
        public Accounts accounts(Map<String, String> settings) {
            return at(settings, broker(settings).accounts(settings));
        }
    };

    private final MemoryTarget target = new MemoryTarget(provider);
    private DeploymentManager dm;
    private Manager manager;

    private MemoryBroker broker(Map<String, String> settings) {
        return settings.get("host").equals("old") ? old : fresh;
    }

    /** Accounts whose settings lead to the same broker. */
    private static Accounts at(Map<String, String> settings, Accounts accounts) {
        return new Accounts() {
            @Override
            public void ensure(Collection<Account> wanted) throws IOException {
                accounts.ensure(wanted);
            }

            @Override
            public void revoke(Collection<MachineKey> machines) throws IOException {
                accounts.revoke(machines);
            }

            @Override
            public Map<String, String> settingsFor(Account account) {
                Map<String, String> all = new HashMap<>(accounts.settingsFor(account));
                all.put("host", settings.get("host"));
                return all;
            }

            @Override
            public void close() {
                accounts.close();
            }
        };
    }

    private void start(String host) throws Exception {
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.add(target);
        manager = dm.manager();
        use(host);
        Until.isTrue("ready", () -> manager.status().ready());
    }

    private void use(String host) {
        dm.useMessaging(
                MessagingChoice.Decision.use(provider, Map.of("host", host), null)
                        .among(place -> new MessagingLink.Opening(provider, place.settings(), null)),
                messaging -> {});
    }

    @AfterEach
    void stop() {
        dm.close();
        target.close();
        old.close();
        fresh.close();
    }

    private void deploy() throws Exception {
        Until.done(manager.uploadTemplate(TemplateZip.good().writeTo(folder.resolve("shop.zip"))));
        Until.done(manager.createApplication("shop", "shop", "1.0", "a shop"));
        Until.done(manager.deployAndStartAll("shop", null));
    }

    private ApplicationView shop() {
        return manager.application("shop").orElseThrow();
    }

    private void untilAllStarted() {
        Until.isTrue("all started", () -> shop().states().equals(Map.of(InstanceState.DEPLOYED_STARTED, 4)));
    }

    private boolean isLeft() {
        return manager.status().notices().stream().anyMatch(notice -> notice.contains("The messaging was changed"));
    }

    /** Both machines' agents are at the new broker, and the Deployment Manager at no other. */
    private void untilMoved() {
        Until.isTrue(
                "all have come",
                () -> fresh.agents().equals(target.machines.keySet()) && !old.isEnteredByManager() && !isLeft());
    }

    @Test
    void all_come_along_in_the_middle_of_a_deployment_and_nothing_is_lost() throws Exception {
        start("old");
        target.gate = new CountDownLatch(1);
        deploy();
        Until.isTrue("machines are being made", () -> target.creating.get() == 2);

        use("new");
        Until.isTrue("the new broker is entered", fresh::isEnteredByManager);
        target.gate.countDown();

        untilAllStarted();
        untilMoved();
        assertThat(target.creations.get()).isEqualTo(2);
        assertThat(fresh.accounts).isEqualTo(old.accounts).hasSize(2);
        Until.done(manager.changeState("shop", TOMCAT1, InstanceState.DEPLOYED_STOPPED));
        Until.isTrue(
                "an order arrives",
                () -> shop().instance(TOMCAT1).orElseThrow().actual() == InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void one_that_stays_is_named_and_reached_where_it_is() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        target.staying.addAll(target.machines.keySet());
        use("new");
        Until.isTrue("told", this::isLeft);
        assertThat(manager.status().notices())
                .anySatisfy(notice -> assertThat(notice).contains("shop /vm1"));

        Until.done(manager.changeState("shop", TOMCAT1, InstanceState.DEPLOYED_STOPPED));
        Until.isTrue(
                "an order arrives",
                () -> shop().instance(TOMCAT1).orElseThrow().actual() == InstanceState.DEPLOYED_STOPPED);
        assertThat(Until.done(manager.log("shop", TOMCAT1, 1_000))).contains("log of");
        assertThat(old.isEnteredByManager()).isTrue();

        target.staying.clear();
        untilMoved();
    }

    @Test
    void a_broker_that_cannot_be_reached_changes_nothing_until_it_can() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        fresh.setUp(false);
        use("new");
        Until.isTrue("told", () -> manager.status().notices().stream()
                .anyMatch(notice ->
                        notice.contains("no connection to memory at new") && notice.contains("memory at old")));
        Until.done(manager.changeState("shop", TOMCAT1, InstanceState.DEPLOYED_STOPPED));
        Until.isTrue(
                "an order arrives",
                () -> shop().instance(TOMCAT1).orElseThrow().actual() == InstanceState.DEPLOYED_STOPPED);
        assertThat(target.agents.values()).allMatch(agent -> agent.relocation() == 0);

        fresh.setUp(true);

        untilMoved();
    }

    @Test
    void what_was_changed_while_the_deployment_manager_was_down_is_a_change_all_the_same() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        dm.close();

        start("new");

        untilMoved();
        untilAllStarted();
        assertThat(target.creations.get()).isEqualTo(2);
    }

    @Test
    void a_restart_in_between_goes_on() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        target.staying.addAll(target.machines.keySet());
        use("new");
        Until.isTrue("told", this::isLeft);
        dm.close();

        start("new");

        Until.isTrue("still there", () -> isLeft() && old.isEnteredByManager());
        target.staying.clear();
        untilMoved();
    }

    @Test
    void back_and_forth_ends_where_it_was_said_last() throws Exception {
        start("new");
        deploy();
        untilAllStarted();
        use("old");
        use("new");
        use("old");
        use("new");
        untilMoved();
        use("old");
        Until.isTrue("back", () -> old.agents().equals(target.machines.keySet()) && !fresh.isEnteredByManager());
    }

    @Test
    void what_is_not_there_any_more_is_said() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        dm.close();
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.add(target);
        manager = dm.manager();
        dm.useMessaging(MessagingChoice.Decision.use(provider, Map.of("host", "new"), null), messaging -> {});
        Until.isTrue("said", () -> manager.status().notices().stream()
                .anyMatch(notice -> notice.contains("Agents may still be at memory at old, which is not there")));

        use("new");

        untilMoved();
    }

    @Test
    void a_broker_of_this_process_that_is_left_knows_its_accounts_before_it_is_entered() throws Exception {
        start("old");
        deploy();
        untilAllStarted();
        dm.close();
        List<String> order = new CopyOnWriteArrayList<>();
        MessagingProvider noting = new MessagingProvider() {
            @Override
            public String type() {
                return "memory";
            }

            @Override
            public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
                order.add("entered");
                return provider.open(self, settings, listener);
            }

            @Override
            public Accounts accounts(Map<String, String> settings) {
                return provider.accounts(settings);
            }
        };
        Accounts own = new Accounts() {
            @Override
            public void ensure(Collection<Account> accounts) {
                accounts.forEach(account -> order.add(account.machine().value()));
            }

            @Override
            public void revoke(Collection<MachineKey> machines) {
                order.add("told of what is gone");
            }

            @Override
            public Map<String, String> settingsFor(Account account) {
                return Map.of("host", "old");
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.add(target);
        manager = dm.manager();
        dm.useMessaging(
                MessagingChoice.Decision.use(provider, Map.of("host", "new"), null)
                        .among(place -> new MessagingLink.Opening(noting, place.settings(), own)),
                messaging -> {});
        untilMoved();
        assertThat(order.subList(0, order.indexOf("entered")))
                .contains(
                        target.machines.keySet().stream().map(MachineKey::value).toArray(String[]::new));
    }
}
