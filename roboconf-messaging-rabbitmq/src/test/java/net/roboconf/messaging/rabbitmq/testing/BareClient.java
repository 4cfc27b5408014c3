package net.roboconf.messaging.rabbitmq.testing;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.amqp.AmqpTopology;
import net.roboconf.core.messaging.amqp.Route;

/** Publishes anything on a connection of its own, with the account of some participant. */
public final class BareClient implements AutoCloseable {

    private final AmqpTopology topology = new AmqpTopology(AmqpTopology.DEFAULT_DOMAIN);
    private final Connection connection;
    private final Channel channel;
    private final String account;

    /** Connects with these settings of a participant. */
    public BareClient(Map<String, String> settings) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(settings.get("host"));
        factory.setPort(Integer.parseInt(settings.get("port")));
        account = settings.get("username");
        factory.setUsername(account);
        factory.setPassword(settings.get("password"));
        factory.setAutomaticRecoveryEnabled(false);
        try {
            connection = factory.newConnection();
            channel = connection.createChannel();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("The broker does not let " + account + " in", e);
        }
    }

    /** Says something in the form that messages have. */
    public void say(Participant self, Address to, byte[] bytes) {
        say(self, to, "application/json", bytes);
    }

    /** Says something in any form. */
    public void say(Participant self, Address to, String contentType, byte[] bytes) {
        Route route = topology.routeTo(to, self);
        BasicProperties properties = new BasicProperties.Builder()
                .userId(account)
                .contentType(contentType)
                .build();
        try {
            channel.basicPublish(route.exchange(), route.key(), properties, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("The broker takes nothing from " + account, e);
        }
    }

    @Override
    public void close() {
        connection.abort(1_000);
    }
}
