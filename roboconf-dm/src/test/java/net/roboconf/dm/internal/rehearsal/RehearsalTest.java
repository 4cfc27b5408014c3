package net.roboconf.dm.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.dm.internal.engine.FakeAgent;
import net.roboconf.dm.internal.front.FakeManager;
import net.roboconf.dm.internal.front.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

    @TempDir
    Path temp;

    private final FakeManager real = new FakeManager();
    private final ObedientAgents agents = new ObedientAgents();

    private Rehearsal rehearsal() {
        return new Rehearsal(real, () -> agents, temp.resolve("rehearsal"));
    }

    @Test
    void small_application_is_deployed_and_undeployed_and_leaves_nothing() throws Exception {
        assertThat(rehearsal().hold()).isTrue();
        assertThat(agents.started).hasValue(RehearsalTemplate.INSTANCES / 2);
        assertThat(agents.running).isEmpty();
        assertThat(temp.resolve("rehearsal")).doesNotExist();
        assertThat(real.orders).isEmpty();
    }

    @Test
    void it_is_given_up_when_something_is_deployed_for_a_person() throws Exception {
        agents.whenOneStarts =
                () -> real.with(Shop.application("shop").is("/db", InstanceState.DEPLOYING, Reason.NONE, ""));
        assertThat(rehearsal().hold()).isFalse();
        assertThat(agents.running).isEmpty();
        assertThat(temp.resolve("rehearsal")).doesNotExist();
    }

    /** Agents that have done what they are told as soon as they are told. */
    private static final class ObedientAgents implements EmbeddedAgents {

        final AtomicInteger started = new AtomicInteger();
        final ConcurrentHashMap<AgentSettings, Messaging> running = new ConcurrentHashMap<>();
        volatile Runnable whenOneStarts = () -> {};

        @Override
        public RunningAgent start(AgentSettings settings, Messaging manager, Path folder) {
            started.incrementAndGet();
            whenOneStarts.run();
            Ear ear = new Ear();
            Messaging place = manager.share(new Participant.Agent(settings.machine(), settings.application()), ear);
            ear.begin(new FakeAgent(
                    settings.machine(),
                    message -> place.publish(new Address.Manager(), message),
                    System::currentTimeMillis));
            running.put(settings, place);
            return () -> {
                running.remove(settings);
                place.close();
            };
        }
    }

    private static final class Ear implements MessagingListener {

        private FakeAgent agent;

        synchronized void begin(FakeAgent begun) {
            agent = begun;
            agent.heartbeat();
        }

        @Override
        public void connected() {
            // It says so itself.
        }

        @Override
        public void disconnected(String why) {
            // That happens at the end.
        }

        @Override
        public synchronized void received(Delivery delivery) {
            delivery.acknowledge();
            if (agent != null) {
                agent.receive(delivery.message());
            }
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            // That happens at the end.
        }
    }
}
