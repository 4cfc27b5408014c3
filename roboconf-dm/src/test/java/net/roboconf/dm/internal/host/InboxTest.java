package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.DmEvent;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    private static Delivery heartbeat(String sender, String machine, long sequence) {
        Message message = new Heartbeat(
                new MachineKey(machine), 1, "boot", sequence, OrderVersion.NONE, "127.0.0.1", Map.of(), 0, null);
        return new Delivery() {
            @Override
            public Message message() {
                return message;
            }

            @Override
            public String sender() {
                return sender;
            }

            @Override
            public void acknowledge() {
                // Nobody counts.
            }
        };
    }

    @Test
    void of_what_waits_from_one_machine_only_the_newest_counts_and_all_are_acknowledged() throws Exception {
        for (int i = 1; i <= 100; i++) {
            inbox.put(heartbeat("a", "a", i), false);
            inbox.put(heartbeat("b", "b", i), false);
        }
        List<Inbox.Item> items = inbox.take(0);
        assertThat(items).hasSize(2).allSatisfy(item -> {
            Heartbeat newest = (Heartbeat) ((DmEvent.Received) item.event()).message();
            assertThat(newest.observedSequence()).isEqualTo(100);
            assertThat(item.deliveries()).hasSize(100);
        });
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void somebody_else_cannot_push_out_what_a_machine_has_said() throws Exception {
        inbox.put(heartbeat("a", "a", 1), false);
        inbox.put(heartbeat("forger", "a", 2), false);
        assertThat(inbox.take(0)).hasSize(2);
    }

    @Test
    void everything_else_keeps_its_order() throws Exception {
        inbox.put(new DmEvent.Connected());
        inbox.put(heartbeat("a", "a", 1), false);
        inbox.put(new DmEvent.Disconnected());
        inbox.put(heartbeat("a", "a", 2), false);
        assertThat(inbox.take(0))
                .extracting(item -> item.event().getClass().getSimpleName())
                .containsExactly("Connected", "Received", "Disconnected");
    }

    @Test
    void waiting_ends_when_woken() throws Exception {
        inbox.wake();
        assertThat(inbox.take(60_000)).isEmpty();
    }
}
