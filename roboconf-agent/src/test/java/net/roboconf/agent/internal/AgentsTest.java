package net.roboconf.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakeMessaging;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents.RunningAgent;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class AgentsTest {

    @TempDir
    Path folder;

    @Test
    void an_agent_inside_a_deployment_manager_uses_a_share_of_its_messaging() {
        ManagersMessaging manager = new ManagersMessaging();
        try (Agents agents = new Agents()) {
            agents.plugins()
                    .came(
                            new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1),
                            Set.of("script"),
                            () -> new FakePlugin("script"),
                            () -> {});
            AgentSettings settings = new AgentSettings(
                    AgentSketch.MACHINE, "app", InstancePath.root("vm"), "127.0.0.2", "rabbitmq", Map.of());
            RunningAgent agent = agents.start(settings, manager, folder.resolve("agent"));
            FakeMessaging share = manager.shares.get(0).connect();
            assertThat(share.participant).isEqualTo(new Participant.Agent(AgentSketch.MACHINE, "app"));
            share.deliver(new Desired(
                    AgentSketch.MACHINE,
                    new OrderVersion(1, 1),
                    "app",
                    InstancePath.root("vm"),
                    List.of(),
                    null,
                    List.of(AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)),
                    null));
            Eventually.holds("/vm/a started", () -> {
                Observed last = share.last(Observed.class);
                return last != null
                        && !last.instances().isEmpty()
                        && last.instances().get(0).state() == InstanceState.DEPLOYED_STARTED;
            });
            assertThat(share.last(Observed.class).address()).isEqualTo("127.0.0.2");
            agent.stop();
            agent.stop();
            assertThat(share.isClosed()).isTrue();
            // Its folder is free for the next.
            agents.start(settings, manager, folder.resolve("agent"));
            FakeMessaging next = manager.shares.get(1).connect();
            Eventually.holds(
                    "the next epoch",
                    () -> next.last(Observed.class) != null
                            && next.last(Observed.class).epoch() == 2);
        }
        assertThat(manager.shares).allMatch(FakeMessaging::isClosed);
        assertThat(manager.closed).isFalse();
    }

    /** The Deployment Manager's own place, of which only shares are used. */
    private static final class ManagersMessaging implements Messaging {

        private final List<FakeMessaging> shares = new CopyOnWriteArrayList<>();
        private boolean closed;

        @Override
        public Messaging share(Participant participant, MessagingListener listener) {
            FakeMessaging share = new FakeMessaging(participant, listener, (from, sent) -> {});
            shares.add(share);
            return share;
        }

        @Override
        public void subscribe(Set<Subscription> wanted) {
            throw new UnsupportedOperationException("Not the agent's");
        }

        @Override
        public void serve(Set<String> applications) {
            throw new UnsupportedOperationException("Not the agent's");
        }

        @Override
        public void publish(Address to, Message message) {
            throw new UnsupportedOperationException("Not the agent's");
        }

        @Override
        public long publishedBytes() {
            return 0;
        }

        @Override
        public long published() {
            return 0;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
