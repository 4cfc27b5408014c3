/** The contract between an agent and those who look whether software does its work. */
package net.roboconf.core.probe;
