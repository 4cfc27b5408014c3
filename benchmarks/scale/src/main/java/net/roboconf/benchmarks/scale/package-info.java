/** Whole fleets, to be measured and counted: real engines, real store, agents that are simulated or share a process. */
package net.roboconf.benchmarks.scale;
