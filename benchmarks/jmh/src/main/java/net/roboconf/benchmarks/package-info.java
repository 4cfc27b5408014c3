/** Benchmarks of pieces of Roboconf, with JMH. Those of the whole are the scripts beside this module. */
package net.roboconf.benchmarks;
