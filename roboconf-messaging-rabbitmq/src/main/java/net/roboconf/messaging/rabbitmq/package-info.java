/**
 * The Messaging contract on AMQP 0-9-1: type {@code rabbitmq}. Serves RabbitMQ and the broker that is embedded in the
 * Deployment Manager alike.
 */
package net.roboconf.messaging.rabbitmq;
