package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.messaging.rabbitmq.testing.AgentLimitsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedAccountsTest extends AgentLimitsContract {

    private static LocalBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        broker = LocalBroker.start(folder, 0, new SecureRandom());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Override
    protected Map<String, String> managerSettings() {
        return broker.managerSettings();
    }

    @Override
    protected Accounts accounts() {
        return broker.accounts();
    }
}
