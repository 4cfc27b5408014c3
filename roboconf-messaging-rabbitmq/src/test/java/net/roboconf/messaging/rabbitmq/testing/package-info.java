/** A real RabbitMQ for tests, of this and of other bundles. */
package net.roboconf.messaging.rabbitmq.testing;
