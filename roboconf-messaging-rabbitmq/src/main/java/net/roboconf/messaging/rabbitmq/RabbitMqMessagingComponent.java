package net.roboconf.messaging.rabbitmq;

import net.roboconf.core.messaging.MessagingProvider;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** Offers {@link RabbitMqMessaging} as a service. */
@Component(name = "roboconf-messaging-rabbitmq")
@Provides(specifications = MessagingProvider.class)
@Instantiate
public final class RabbitMqMessagingComponent extends RabbitMqMessaging {}
