/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) inside the Deployment Manager, for a first try on one machine: loopback
 * only, everything in memory.
 */
package net.roboconf.broker.embedded;
