package net.roboconf.benchmarks.scale;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two clients of RabbitMQ and nothing else: how long a message takes from the one to the other. */
final class BareBroker implements AutoCloseable {

    private static final String EXCHANGE = "roboconf.benchmark";
    private static final String KEY = "bare";
    private static final long PATIENCE_SECONDS = 30;

    private final Connection from;
    private final Connection to;
    private final Channel publishing;
    private final SynchronousQueue<Long> delivered = new SynchronousQueue<>();

    BareBroker(Map<String, String> settings) throws IOException, TimeoutException {
        from = connect(settings);
        to = connect(settings);
        publishing = from.createChannel();
        publishing.exchangeDeclare(EXCHANGE, "topic", false, true, Map.of());
        publishing.confirmSelect();
        Channel consuming = to.createChannel();
        String queue = consuming.queueDeclare().getQueue();
        consuming.queueBind(queue, EXCHANGE, KEY);
        consuming.basicConsume(
                queue,
                false,
                (tag, delivery) -> {
                    long now = System.nanoTime();
                    consuming.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                    try {
                        delivered.offer(now, PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                tag -> {});
    }

    private static Connection connect(Map<String, String> settings) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(settings.get("host"));
        factory.setPort(Integer.parseInt(settings.get("port")));
        factory.setUsername(settings.get("username"));
        factory.setPassword(settings.get("password"));
        return factory.newConnection();
    }

    /** Nanoseconds from the call of the one client to the call by the other, with a body of this many bytes. */
    long deliver(int bytes) throws IOException, InterruptedException {
        byte[] body = new byte[bytes];
        long began = System.nanoTime();
        publishing.basicPublish(EXCHANGE, KEY, new BasicProperties(), body);
        Long at = delivered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("The broker has delivered nothing for " + PATIENCE_SECONDS + " seconds");
        }
        return at - began;
    }

    @Override
    public void close() {
        from.abort(1_000);
        to.abort(1_000);
    }
}
