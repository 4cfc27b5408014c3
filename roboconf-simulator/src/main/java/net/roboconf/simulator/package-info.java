/**
 * A fleet in one thread: the real engines of the Deployment Manager and of any number of agents, with a broker, targets,
 * recipes and people that are made of chance and virtual time. One seed decides everything. Start at {@link
 * net.roboconf.simulator.Simulation}.
 */
package net.roboconf.simulator;
