package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.DmTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that brings its own accounts listens once it was told of some, or of none. */
class EmbeddedBrokerEntryTest {

    private final MemoryBroker broker = new MemoryBroker();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private DeploymentManager dm;

    private final MessagingProvider provider = new MessagingProvider() {
        @Override
        public String type() {
            return broker.type();
        }

        @Override
        public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
            order.add("entered");
            return broker.open(self, settings, listener);
        }

        @Override
        public Accounts accounts(Map<String, String> settings) {
            throw new UnsupportedOperationException("The broker brings its own");
        }
    };

    private Accounts accounts(boolean free) {
        return new Accounts() {
            @Override
            public void ensure(Collection<Account> accounts) throws IOException {
                order.add("told of accounts");
                if (!free) {
                    throw new IOException("the port is not free");
                }
            }

            @Override
            public void revoke(Collection<MachineKey> machines) {
                order.add("told of what is gone");
            }

            @Override
            public Map<String, String> settingsFor(Account account) {
                return Map.of();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private void start(Path folder, Accounts accounts) throws IOException {
        dm = DeploymentManager.open(folder.resolve("data"), DmTuning.DEFAULT);
        dm.useMessaging(MessagingChoice.Decision.use(provider, Map.of(), accounts), messaging -> {});
    }

    @AfterEach
    void stop() {
        dm.close();
        broker.close();
    }

    @Test
    void the_broker_is_entered_after_it_was_told_of_accounts(@TempDir Path folder) throws Exception {
        start(folder, accounts(true));
        enteredTwice();
        assertThat(order).containsExactly("told of accounts", "entered", "entered");
    }

    @Test
    void a_broker_that_refuses_accounts_is_tried_all_the_same(@TempDir Path folder) throws Exception {
        start(folder, accounts(false));
        enteredTwice();
        assertThat(order).startsWith("told of accounts", "entered", "entered");
    }

    /** For messages, and for recipes; each by a thread of its own. */
    private void enteredTwice() {
        Until.isTrue("connected", () -> dm.manager().status().connected() && order.size() >= 3);
    }
}
