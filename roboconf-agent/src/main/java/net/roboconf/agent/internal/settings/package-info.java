/** Where an agent finds who it is: what a target gave its machine, by one way or another. */
package net.roboconf.agent.internal.settings;
