package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.*;
import net.roboconf.core.messaging.*;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import org.junit.jupiter.api.Test;

class RabbitMqAccountsTest {
    @Test
    void time() throws Exception {
        try (RabbitNode node = RabbitNode.started()) {
            Accounts accounts = new RabbitMqMessaging().accounts(node.settings());
            for (int r = 0; r < 5; r++) {
                List<Accounts.Account> list = new ArrayList<>();
                for (int i = 0; i < 100; i++) list.add(new Accounts.Account(new MachineKey("r" + r + "m" + i), "my app", "pw" + i));
                long t = System.nanoTime();
                accounts.ensure(list);
                System.out.println("ensure 100: " + (System.nanoTime() - t) / 1e6);
                t = System.nanoTime();
                accounts.ensure(list);
                System.out.println("again 100: " + (System.nanoTime() - t) / 1e6);
                t = System.nanoTime();
                accounts.revoke(list.stream().map(Accounts.Account::machine).toList());
                System.out.println("revoke 100: " + (System.nanoTime() - t) / 1e6);
            }
        }
    }
}
