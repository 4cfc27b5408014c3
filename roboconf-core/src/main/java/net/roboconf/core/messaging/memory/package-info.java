/** Messaging inside one process, without a broker: for tests, and for whole fleets in one thread. */
package net.roboconf.core.messaging.memory;
