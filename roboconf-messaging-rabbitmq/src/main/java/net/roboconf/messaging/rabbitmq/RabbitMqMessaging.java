package net.roboconf.messaging.rabbitmq;

import java.security.SecureRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.messaging.rabbitmq.internal.AmqpMessaging;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** Connects to AMQP 0-9-1 brokers. {@link BrokerSettings} lists the settings. */
@Component(name = "roboconf-messaging-rabbitmq")
@Provides(specifications = MessagingProvider.class)
@Instantiate
public final class RabbitMqMessaging implements MessagingProvider {

    private final RandomGenerator random = new SecureRandom();

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
        throw new UnsupportedOperationException("Accounts on RabbitMQ");
    }
}
