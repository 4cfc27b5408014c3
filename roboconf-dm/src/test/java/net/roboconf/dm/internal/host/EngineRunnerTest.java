package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.DmEngine;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;
import org.junit.jupiter.api.Test;

class EngineRunnerTest {

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Inbox inbox = new Inbox();
    private final List<Change> committed = new ArrayList<>();
    private boolean full;

    private final StateStore store = new StateStore() {
        @Override
        public DmState load() {
            return new DmState();
        }

        @Override
        public void commit(List<Change> changes) throws StoreException {
            if (full) {
                throw new StoreException("no space left on device", null);
            }
            committed.addAll(changes);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    private Delivery heartbeat(String machine) {
        Heartbeat beat =
                new Heartbeat(new MachineKey(machine), 1, "boot", 0, OrderVersion.NONE, "127.0.0.1", Map.of(), 0, null);
        return new Delivery() {
            @Override
            public Message message() {
                return beat;
            }

            @Override
            public String sender() {
                return machine;
            }

            @Override
            public void acknowledge() {
                acknowledged.incrementAndGet();
            }
        };
    }

    @Test
    void messages_that_are_lost_with_a_commit_take_up_no_room_at_the_broker() throws Exception {
        EngineRunner runner = new EngineRunner(
                new DmEngine(DmTuning.DEFAULT, new RandomSecrets(), store.load()),
                store,
                inbox,
                Clock.SYSTEM,
                effect -> {},
                picture -> {});
        runner.start();
        // More than one group.
        for (int i = 0; i < 600; i++) {
            inbox.put(heartbeat("m" + i), false);
        }
        inbox.put(
                new DmEvent.Asked(1, new Command.PutTarget(new StoredTarget("t", Map.of("handler", "x"), null, null))));
        full = true;

        assertThatThrownBy(runner::turn).isInstanceOf(StoreException.class);
        assertThat(acknowledged).as("the first group was done").hasValue(512);
        Delivery cause = runner.giveUp();

        assertThat(acknowledged).hasValue(600);
        assertThat(cause).as("no message is to blame").isNull();
        assertThat(runner.unanswered()).containsExactly(1L);
    }
}
