/**
 * Tests inside the agent's distribution: how Pax Exam starts it, and what a test in it can do: drop a bundle, wait for its
 * plug-in, order an agent to take steps with it.
 */
package net.roboconf.testkit.karaf;
