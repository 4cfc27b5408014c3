package net.roboconf.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.memory.MemoryHub;
import org.junit.jupiter.api.Test;

class MemoryHubTest extends MessagingLossContract {

    private final MemoryHub hub = new MemoryHub();

    @Override
    protected void endBroker() {
        hub.close();
    }

    @Override
    protected Messaging connect(Participant self, MessagingListener listener) {
        return hub.open(self, listener);
    }

    @Override
    protected void sayAnything(Participant.Agent sender, Address to, byte[] bytes) {
        hub.sayAnything(sender, to, bytes);
    }

    /** Participants have none; the one of the hub ends with the hub. */
    @Override
    protected String threadPrefix() {
        return "roboconf-memory-messaging";
    }

    @Override
    protected void loseBroker() {
        hub.interrupt("on purpose");
    }

    @Override
    protected void restoreBroker() {
        hub.restore();
    }

    @Test
    void a_given_executor_decides_when_listeners_are_called() {
        Deque<Runnable> later = new ArrayDeque<>();
        MemoryHub manual = new MemoryHub(later::add);
        Messaging manager = manual.open(new Participant.Manager(1), managerHears);
        manual.open(new Participant.Agent(one, app), oneHears);

        manager.publish(new Address.Machine(one), call("order"));
        assertThat(oneHears.events()).isEmpty();
        while (!later.isEmpty()) {
            later.remove().run();
        }

        assertThat(oneHears.ids()).containsExactly("order");
    }

    @Test
    void an_executor_may_run_tasks_at_once() {
        MemoryHub direct = new MemoryHub(Runnable::run);
        Messaging manager = direct.open(new Participant.Manager(1), managerHears);
        direct.open(new Participant.Agent(one, app), oneHears);

        manager.publish(new Address.Machine(one), call("order"));

        assertThat(oneHears.ids()).containsExactly("order");
    }
}
