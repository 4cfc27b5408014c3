package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.AgentLimitsContract;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import net.roboconf.messaging.rabbitmq.testing.SharedRabbit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRabbit.class)
class RabbitMqAccountsTest extends AgentLimitsContract {

    private final Map<String, String> settings;

    RabbitMqAccountsTest(RabbitNode node) {
        settings = node.settings();
    }

    @Override
    protected Map<String, String> managerSettings() {
        return settings;
    }

    @Override
    protected Accounts accounts() {
        return new RabbitMqMessaging().accounts(settings);
    }

    private Accounts accountsWith(String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return new RabbitMqMessaging().accounts(changed);
    }

    @Test
    void a_machine_cannot_have_an_account_named_like_the_managers() {
        Account impostor = new Account(new MachineKey("guest"), "app", "secret");

        assertThatThrownBy(() -> accounts().ensure(List.of(impostor)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'guest'");
    }

    @Test
    void a_refused_login_says_which_and_what_it_needs() {
        Accounts accounts = accountsWith("management-password", "wrong");

        assertThatThrownBy(() -> accounts.revoke(List.of(new MachineKey("m1"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("accounts of m1")
                .hasMessageContaining("guest")
                .hasMessageContaining("administrator");
    }

    @Test
    void a_management_api_that_is_not_there_is_named() {
        Accounts accounts = accountsWith("management-url", "http://127.0.0.1:1");

        assertThatThrownBy(() -> accounts.revoke(List.of(new MachineKey("m1"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http://127.0.0.1:1/")
                .hasMessageContaining("rabbitmq_management");
    }
}
