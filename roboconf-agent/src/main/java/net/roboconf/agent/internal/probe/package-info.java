/** Looks from outside whether software does its work: the handlers of probes, and what calls them. */
package net.roboconf.agent.internal.probe;
