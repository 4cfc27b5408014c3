/** Fakes and waits that the tests of the agent share. */
package net.roboconf.agent.internal.testing;
