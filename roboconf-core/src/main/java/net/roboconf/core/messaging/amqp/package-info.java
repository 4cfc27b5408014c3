/**
 * What the messaging is called on an AMQP 0-9-1 broker: exchanges, routing keys, queues, and what an agent's account may
 * do with them. Pure text, without a client: the messaging uses these names, and the brokers' accounts grant rights on
 * them.
 */
package net.roboconf.core.messaging.amqp;
