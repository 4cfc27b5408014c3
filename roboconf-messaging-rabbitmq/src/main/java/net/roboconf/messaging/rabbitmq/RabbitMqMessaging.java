package net.roboconf.messaging.rabbitmq;

import java.security.SecureRandom;
import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.messaging.rabbitmq.internal.AmqpMessaging;
import net.roboconf.messaging.rabbitmq.internal.RabbitMqAccounts;

/** Connects to AMQP 0-9-1 brokers. {@link BrokerSettings} lists the settings. */
public class RabbitMqMessaging implements MessagingProvider {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String type() {
        return "rabbitmq";
    }

    @Override
    public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
        return AmqpMessaging.open(self, BrokerSettings.parse(settings), listener, random);
    }

    @Override
    public Accounts accounts(Map<String, String> settings) {
        return new RabbitMqAccounts(BrokerSettings.parse(settings), random);
    }
}
