package net.roboconf.core.messaging.amqp;

/**
 * Where a message goes on the broker, or what a queue is bound to.
 *
 * @param exchange the name of a topic exchange
 * @param key the routing key, or a pattern of keys
 */
public record Route(String exchange, String key) {}
