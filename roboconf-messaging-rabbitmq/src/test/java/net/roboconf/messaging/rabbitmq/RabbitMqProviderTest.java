package net.roboconf.messaging.rabbitmq;

import java.util.Map;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.testkit.messaging.LoopbackPorts;
import net.roboconf.testkit.messaging.MessagingProviderContract;

class RabbitMqProviderTest implements MessagingProviderContract {

    private final RabbitMqMessaging provider = new RabbitMqMessaging();
    private final String nobodyListens = Integer.toString(LoopbackPorts.free(1)[0]);

    @Override
    public MessagingProvider provider() {
        return provider;
    }

    @Override
    public Map<String, String> settingsWithoutBroker() {
        return Map.of("host", "127.0.0.1", "port", nobodyListens);
    }

    @Override
    public Map<String, Map<String, String>> unusableSettings() {
        return Map.of("port", Map.of("port", "amqp"), "host", Map.of("host", "a,,b"), "tls", Map.of("tls", "true"));
    }
}
